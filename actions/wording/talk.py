"""Talk that is about no procedure: greeting, thanks, help, a person, insult, emergency, private data."""

from __future__ import annotations

from collections.abc import Sequence

from actions.private_data import Kind
from actions.province import Province
from actions.reply import Reply
from actions.wording.rendering import Templates

# Whether a procedure that is clearly named in the same breath is answered instead.
YIELDS = {
    "greet": True,
    "thanks": True,
    "goodbye": True,
    "help": True,
    "insult": True,
    "ask_person": False,
    "emergency": True,
}


class Talk:
    """Each intent of talk has its template ``talk_{intent}``."""

    def __init__(self, templates: Templates, province: Province) -> None:
        self._templates = templates
        self._province = province

    def say(self, intent: str) -> Reply:
        """What is said to an intent of ``YIELDS``."""
        return Reply(type="text", text=self._templates.render(f"talk_{intent}", province=self._province))

    def emergency(self) -> Reply:
        """Whom to call."""
        return Reply(type="notice", text=self._templates.render("talk_emergency", province=self._province))

    def private_data(self, kinds: Sequence[Kind]) -> Reply:
        """The message holds data that has no business here."""
        return Reply(type="notice", text=self._templates.render("private_data", kinds=kinds))

    def former_district(self, name: str) -> Reply:
        """A district was named that there is no more, where it is asked where to go."""
        return Reply(type="notice", text=self._templates.render("talk_former_district", name=name))

    def trouble(self) -> Reply:
        """Something of ours failed."""
        return Reply(type="error", text=self._templates.render("trouble", province=self._province))

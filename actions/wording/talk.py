"""Talk that is about no procedure: greeting, thanks, help, a person, insult, emergency, private data."""

from __future__ import annotations

from collections.abc import Sequence

from actions.private_data import Kind
from actions.province import Province
from actions.reply import Button, Reply
from actions.wording.rendering import Templates
from actions.wording.words import read_words

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

_OFFERING = ("greet", "help")


class Talk:
    """Each intent of talk has its template ``talk_{intent}``."""

    def __init__(self, templates: Templates, province: Province) -> None:
        self._templates = templates
        self._province = province
        self._languages = read_words("languages")
        self._menu: list[str] = read_words("buttons")["menu"]["titles"]

    def say(self, intent: str) -> Reply:
        """Answer an intent of ``YIELDS``; a greeting offers the matters that people come with."""
        offered = self._menu if intent in _OFFERING else []
        text = self._templates.render(f"talk_{intent}", province=self._province)
        return Reply(type="text", text=text, buttons=[Button(title=title, payload=title) for title in offered])

    def emergency(self) -> Reply:
        """Say whom to call."""
        return Reply(type="notice", text=self._templates.render("talk_emergency", province=self._province))

    def despair(self) -> Reply:
        """Say to somebody who wants to die that they are not alone, and whom to call."""
        return Reply(type="notice", text=self._templates.render("talk_despair", province=self._province))

    def sympathy(self) -> Reply:
        """Say a word to somebody who has lost one of the family."""
        return Reply(type="notice", text=self._templates.render("talk_sympathy"))

    def foreign(self, language: str) -> Reply:
        """Say in another language (ISO 639-1) what can be asked here. Raises KeyError for one that is not written."""
        return Reply(type="text", text=self._templates.render("talk_foreign", sentence=self._languages[language]))

    def wishes(self, wishes: Sequence[str]) -> Reply:
        """Say which wishes were heard, two to four of them."""
        return Reply(type="notice", text=self._templates.render("talk_wishes", wishes=wishes))

    def private_data(self, kinds: Sequence[Kind]) -> Reply:
        """Say that the message holds data that has no business here."""
        return Reply(type="notice", text=self._templates.render("private_data", kinds=kinds))

    def former_district(self, name: str) -> Reply:
        """Say that a district that was named is no more, and where to go instead."""
        return Reply(type="notice", text=self._templates.render("talk_former_district", name=name))

    def trouble(self) -> Reply:
        """Say that something of ours failed."""
        return Reply(type="error", text=self._templates.render("trouble", province=self._province))

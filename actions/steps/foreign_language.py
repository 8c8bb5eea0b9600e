"""A message in another language: one sentence in it, and what works."""

from __future__ import annotations

from actions.moment import Moment
from actions.reply import Reply
from actions.understanding.signs import Signs
from actions.wording.talk import Talk

# People greet and thank in English as well.
_SAID_BY_ALL = ("greet", "thanks", "goodbye")


class ForeignLanguage:
    """Hears other languages by words that Vietnamese does not have."""

    def __init__(self, signs: Signs, talk: Talk) -> None:
        self._signs = signs
        self._talk = talk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Say in that language what can be asked here, unless search surely finds what is meant."""
        language = self._signs.language(moment.heard.text)
        if language is None or moment.heard.intent in _SAID_BY_ALL or (await moment.found()).decision == "answer":
            return None
        return [self._talk.foreign(language)]

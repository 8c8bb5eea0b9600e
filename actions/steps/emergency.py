"""Somebody is in danger: whom to call comes before everything else."""

from __future__ import annotations

from actions.fixed_phrases import FixedPhrases
from actions.moment import Moment
from actions.reply import Reply
from actions.wording.talk import Talk


class Emergency:
    """Hears the fixed phrases of danger, whatever Rasa hears."""

    def __init__(self, phrases: FixedPhrases, talk: Talk) -> None:
        self._phrases = phrases
        self._talk = talk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Say whom to call."""
        return [self._talk.emergency()] if self._phrases.emergency(moment.heard.text) else None

"""Somebody is in danger, or wants to die: whom to call comes before everything else."""

from __future__ import annotations

from actions.moment import Moment
from actions.reply import Reply
from actions.understanding.signs import Signs
from actions.wording.talk import Talk

# Rasa's chance from which words of danger are taken for danger; more is needed while something is talked about.
_MOSTLY = 0.5
_SURELY = 0.8


class Emergency:
    """Hears danger: by fixed phrases whatever Rasa hears, else as Rasa hears it where words of danger stand."""

    def __init__(self, signs: Signs, talk: Talk) -> None:
        self._signs = signs
        self._talk = talk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Say whom to call."""
        text = moment.heard.text
        if self._signs.despair(text):
            return [self._talk.despair()]
        if self._signs.danger(text) or await self._is_heard(moment):
            return [self._talk.emergency()]
        return None

    async def _is_heard(self, moment: Moment) -> bool:
        heard = moment.heard
        needed = _MOSTLY if moment.state.procedure is None else _SURELY
        if heard.intent != "emergency" or heard.chances.get("emergency", 0.0) < needed:
            return False
        if not self._signs.may_be_danger(heard.text) or self._signs.death(heard.text):
            return False
        return (await moment.found()).decision != "answer"

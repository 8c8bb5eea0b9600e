"""Somebody is in danger: whom to call comes before everything else."""

from __future__ import annotations

from actions.fixed_phrases import FixedPhrases
from actions.moment import Moment
from actions.reply import Reply
from actions.wording.talk import Talk

# While a procedure is talked about, Rasa is to hear danger more than all else.
_MOSTLY = 0.5


class Emergency:
    """Hears danger: by fixed phrases whatever Rasa hears, else as Rasa hears it."""

    def __init__(self, phrases: FixedPhrases, talk: Talk) -> None:
        self._phrases = phrases
        self._talk = talk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Say whom to call; where a procedure may be meant, before its answer."""
        heard = moment.heard
        if self._phrases.emergency(heard.text):
            return [self._talk.emergency()]
        is_faint = moment.state.procedure is not None and heard.chances.get("emergency", 0.0) < _MOSTLY
        if heard.intent != "emergency" or is_faint:
            return None
        if moment.state.procedure is None and (await moment.found()).decision != "answer":
            return [self._talk.emergency()]
        moment.before.append(self._talk.emergency())
        return None

"""The answer is rejected: the other candidates are offered."""

from __future__ import annotations

from actions.fixed_phrases import FixedPhrases
from actions.moment import Moment
from actions.reply import Reply
from actions.steps.others import Others


class Rejection:
    """Hears "no", as Rasa or as the fixed phrases know it."""

    def __init__(self, phrases: FixedPhrases, others: Others) -> None:
        self._phrases = phrases
        self._others = others

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Offer the others, unless the message clearly names what is needed instead."""
        only_no = self._phrases.only_reject(moment.heard.text)
        if not only_no and (moment.heard.intent != "reject" or await _names_another(moment)):
            return None
        return [await self._others.offer(moment)]


async def _names_another(moment: Moment) -> bool:
    found = await moment.found()
    return found.decision == "answer" and found.results[0].code != moment.state.procedure

"""The answer is rejected: the other candidates are offered."""

from __future__ import annotations

from actions.fixed_phrases import FixedPhrases, fold
from actions.moment import Moment
from actions.reply import Reply
from actions.steps.others import Others

# With so many words besides the no a message says what is needed: "không phải khai sinh mới, em nói sửa thôi".
_SAYS_MORE = 2


class Rejection:
    """Hears "no", as Rasa or as the fixed phrases know it."""

    def __init__(self, phrases: FixedPhrases, others: Others) -> None:
        self._phrases = phrases
        self._others = others

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Offer the others, unless the message says what is needed instead."""
        heard = moment.heard
        if self._phrases.only_reject(heard.text):
            return [await self._others.offer(moment)]
        if heard.intent != "reject" or self._says_more(moment) or await _names_another(moment):
            return None
        return [await self._others.offer(moment)]

    def _says_more(self, moment: Moment) -> bool:
        """Whether words are left beside the no and the name of what is rejected."""
        rejected = moment.searches.name_of(moment.state.procedure or "")
        left = self._phrases.beside_reject(moment.heard.text) - set(fold(rejected).split())
        return len(left) >= _SAYS_MORE


async def _names_another(moment: Moment) -> bool:
    found = await moment.found()
    return found.decision == "answer" and found.results[0].code != moment.state.procedure

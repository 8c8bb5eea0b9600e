"""How two procedures differ: those that are named, else those just offered, else the last two talked about."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from actions.fixed_phrases import fold, phrases_of
from actions.moment import Moment
from actions.reply import Reply
from actions.wording.comparison import Comparisons
from actions.wording.words import read_words
from knowledge.procedure import Procedure

# A part of a message names a procedure from this chance on, by at least so many words.
_LIKELY = 0.4
_WEIGHTY = 1
_TWO = 2


class Comparing:
    """Hears that two things are compared."""

    def __init__(self, comparisons: Comparisons) -> None:
        said = read_words("comparing")
        self._comparisons = comparisons
        self._differ = phrases_of(said["differ"])
        self._between = phrases_of(said["between"])

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Tell what differs, where two procedures are known."""
        said = fold(moment.heard.text).split()
        if not any(self._differ.find(said)):
            return None
        named = list(dict.fromkeys(await self._named(said, moment)))
        state = moment.state
        offered = [offer.code for offer in state.choices if offer.code]
        talked_about = [code for code in (state.procedure, *state.matters) if code]
        codes = named if len(named) >= _TWO else list(dict.fromkeys([*named, *(offered or talked_about)]))
        found = [await moment.procedure(code) for code in codes]
        procedures: list[Procedure] = [one for one in found if one is not None and one.details][:_TWO]
        if len(procedures) < _TWO:
            return None
        first, second = procedures
        state.speak_of(second.code, [])
        state.speak_of(first.code, [])
        return [self._comparisons.compare(first, second, moment.heard.now.date())]

    async def _named(self, said: list[str], moment: Moment) -> list[str]:
        """The codes of what the parts of a message name."""
        codes = []
        for part in self._parts(said):
            text = " ".join(part)
            if moment.searches.compare.weight(text) < _WEIGHTY:
                continue
            found = await asyncio.to_thread(moment.searches.search, text)
            if found.decision == "refuse":
                found = await asyncio.to_thread(moment.searches.search, self._in_context(text, moment))
            if found.decision != "refuse" and found.results[0].score >= _LIKELY:
                codes.append(found.results[0].code)
        return codes

    def _in_context(self, text: str, moment: Moment) -> str:
        """A bare act ("cấp lại") with the name of what is talked about."""
        current = moment.state.procedure
        return f"{text} {moment.searches.name_of(current)}" if current and len(text.split()) <= _TWO else text

    def _parts(self, said: list[str]) -> Iterator[list[str]]:
        """The words before and after what stands between, without those that ask how they differ."""
        asked = {at for start, end, _ in self._differ.find(said) for at in range(start, end)}
        at = 0
        for start, end, _ in self._between.find(said):
            yield [word for place, word in enumerate(said[at:start], at) if place not in asked]
            at = end
        yield [word for place, word in enumerate(said[at:], at) if place not in asked]

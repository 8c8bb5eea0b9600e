"""A matter that a guide answers, heard by its words: fraud, rudeness, a lost receipt, hours."""

from __future__ import annotations

import asyncio

from actions.moment import Moment
from actions.reply import Reply
from actions.steps.answering import Answering
from actions.understanding.signs import Signs

# So many words besides those that name the guide's matter may be about something else.
_BESIDES = 6
# From this score on a statement of what is talked about surely answers.
_SURE = 6.0
# Told in passing: what was talked about before goes on.
_ASIDE = ("huong-dan/gio-lam-viec",)


class NamedGuide:
    """Tells a guide whatever Rasa hears."""

    def __init__(self, signs: Signs, answering: Answering) -> None:
        self._signs = signs
        self._answering = answering

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Tell the guide, unless the record that is talked about or a procedure that is surely found answers."""
        named = self._signs.guide(moment.heard.text)
        if named is None or await _answers_itself(moment) or await _finds_more(named, moment):
            return None
        code, state = named[0], moment.state
        before = (state.procedure, state.aspects)
        told = await self._answering.answer(code, [], moment)
        if told and before[0] and code in _ASIDE:
            state.procedure, state.aspects = before
        return [told] if told else None


async def _answers_itself(moment: Moment) -> bool:
    entry = await moment.entry(moment.state.procedure) if moment.state.procedure else None
    if entry is None:
        return False
    details = await asyncio.to_thread(moment.searches.details, entry, moment.heard.question)
    return bool(details) and details[0].score >= _SURE


async def _finds_more(named: tuple[str, int], moment: Moment) -> bool:
    found = await moment.found()
    is_other = found.decision == "answer" and found.results[0].code != named[0]
    return is_other and len(moment.heard.text.split()) - named[1] > _BESIDES

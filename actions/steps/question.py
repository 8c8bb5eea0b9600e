"""A question: the last step, which always has something to say."""

from __future__ import annotations

from actions.fixed_phrases import FixedPhrases
from actions.moment import Moment
from actions.reply import Reply
from actions.steps.answering import Answering
from actions.steps.decision import Decision, decide
from actions.wording.clarifications import Clarifications
from actions.wording.refusals import Refusals


class Question:
    """Does what is decided of a question."""

    def __init__(
        self, phrases: FixedPhrases, answering: Answering, clarifications: Clarifications, refusals: Refusals
    ) -> None:
        self._phrases = phrases
        self._answering = answering
        self._clarifications = clarifications
        self._refusals = refusals

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Answer, ask back or refuse."""
        decision = await decide(moment, self._phrases)
        if decision.kind == "refuse":
            return [self._refusals.refuse(decision.reason, decision.authority)]
        if decision.kind == "stay":
            return [await self._of_current(moment)]
        reply = await (self._answer if decision.kind == "answer" else self._clarify)(decision, moment)
        return [reply or self._refusals.refuse("no_data")]

    async def _answer(self, decision: Decision, moment: Moment) -> Reply | None:
        if decision.others is not None:
            moment.state.others = decision.others
        return await self._answering.answer(decision.codes[0], moment.wanted, moment)

    async def _clarify(self, decision: Decision, moment: Moment) -> Reply | None:
        choices = await moment.entries(decision.codes)
        if not choices:
            return None
        moment.state.others = decision.others or []
        return self._clarifications.which_of(choices, moment.wanted, moment.state, question=decision.question)

    async def _of_current(self, moment: Moment) -> Reply:
        """Answer a question that names no procedure: for the one to be chosen, else the current one, else ask."""
        state, wanted = moment.state, moment.wanted
        if state.choices:
            return self._clarifications.which_number(state, wanted)
        reply = await self._answering.answer(state.procedure, wanted, moment) if state.procedure else None
        return reply or self._clarifications.which_procedure(wanted, state)

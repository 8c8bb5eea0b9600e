"""A question: the last step, which always has something to say."""

from __future__ import annotations

from actions.moment import Moment
from actions.private_data import masked
from actions.reply import Reply
from actions.steps.answering import Answering
from actions.understanding.decision import Decision, Understanding
from actions.wording.clarifications import Clarifications
from actions.wording.refusals import Refusals
from actions.wording.talk import Talk


class Question:
    """Does what is decided of a message."""

    def __init__(
        self,
        understanding: Understanding,
        answering: Answering,
        clarifications: Clarifications,
        refusals: Refusals,
        talk: Talk,
    ) -> None:
        self._understanding = understanding
        self._answering = answering
        self._clarifications = clarifications
        self._refusals = refusals
        self._talk = talk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Answer, ask back, talk or refuse."""
        decision = await self._understanding.decide(moment)
        match decision.kind:
            case "refuse":
                return [await self._refuse(decision, moment)]
            case "talk":
                return [self._talk.say(decision.intent)]
            case "which":
                return [self._which(decision, moment)]
            case "clarify":
                reply = await self._clarify(decision, moment)
            case _:
                reply = await self._answer(decision, moment)
        return [reply or self._refusals.refuse("no_data")]

    async def _answer(self, decision: Decision, moment: Moment) -> Reply | None:
        if decision.others is not None:
            moment.state.others = list(decision.others)
        code = decision.codes[0]
        if decision.kind == "answer":
            return await self._answering.answer(code, decision.aspects, moment)
        statements = [detail.statement for detail in decision.details]
        return await self._answering.tell(code, statements, moment, unsaid=decision.kind == "unsaid")

    async def _clarify(self, decision: Decision, moment: Moment) -> Reply | None:
        choices = await moment.entries(decision.codes)
        if not choices:
            return None
        moment.state.others = list(decision.others or ())
        moment.state.pending = masked(moment.heard.question)
        return self._clarifications.which_of(
            choices, moment.wanted, moment.state, question=decision.question, titles=decision.titles
        )

    def _which(self, decision: Decision, moment: Moment) -> Reply:
        """Ask which of the choices, else which procedure is meant."""
        aspects = list(decision.aspects)
        if moment.state.choices:
            return self._clarifications.which_number(moment.state, aspects)
        return self._clarifications.which_procedure(aspects, moment.state)

    async def _refuse(self, decision: Decision, moment: Moment) -> Reply:
        if decision.reason != "legal_advice":
            return self._refusals.refuse(decision.reason, decision.authority)
        related = await moment.entries(decision.codes)
        return self._refusals.no_advice(related[0] if related else None)

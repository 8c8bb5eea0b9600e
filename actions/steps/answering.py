"""Answering of what a code names, for every step that has found one."""

from __future__ import annotations

from collections.abc import Sequence

from actions.moment import Moment
from actions.reply import Reply
from actions.sources import Stated
from actions.state import Aspect
from actions.wording.answers import Answers
from actions.wording.computing import Computed, Computing
from actions.wording.topics import TopicAnswers
from knowledge.procedure import Procedure
from knowledge.topic import leads_to

# The aspects that are answered by what was worked out, and need not be told whole.
_WORKED_OUT: dict[str, frozenset[Aspect]] = {
    "copies": frozenset({"fee"}),
    "pages": frozenset({"fee"}),
    "day": frozenset({"time"}),
    "age": frozenset({"condition", "who"}),
}


class Answering:
    """Answers with a procedure, a guide or a life event."""

    def __init__(self, answers: Answers, topics: TopicAnswers, computing: Computing) -> None:
        self._answers = answers
        self._topics = topics
        self._computing = computing

    async def answer(self, code: str, aspects: Sequence[Aspect], moment: Moment) -> Reply | None:
        """Answer ``aspects`` of what ``code`` names; ``None`` where it names nothing that is published."""
        topic = moment.topic(code)
        if topic is not None:
            found = {code: await moment.procedure(code) for code in leads_to(topic)}
            published = {code: procedure for code, procedure in found.items() if procedure is not None}
            return self._topics.answer(topic, published, moment.state)
        procedure = await moment.procedure(code)
        if procedure is None:
            return None
        computed = self._computed(procedure, moment)
        if computed and set(aspects) <= _WORKED_OUT[computed.kind]:
            return self._answers.computed(procedure, computed, moment.state, moment.heard.now)
        return self._answers.answer(procedure, list(aspects), moment.state, moment.heard.now)

    async def tell(self, code: str, statements: Sequence[Stated], moment: Moment, *, unsaid: bool) -> Reply | None:
        """Tell single statements of what ``code`` names, or that it does not say what is asked and comes nearest there.

        A guide and a life event are short enough to be told whole.
        """
        procedure = None if moment.topic(code) else await moment.procedure(code)
        if procedure is None:
            return await self.answer(code, [], moment)
        computed = self._computed(procedure, moment)
        if computed:
            return self._answers.computed(procedure, computed, moment.state, moment.heard.now)
        tell = self._answers.unsaid if unsaid else self._answers.details
        return tell(procedure, statements, moment.state, moment.heard.now)

    def _computed(self, procedure: Procedure, moment: Moment) -> Computed | None:
        return self._computing.of(procedure, moment.heard.text, moment.heard.now.date())

"""A procedure's national code is named."""

from __future__ import annotations

from actions.dossiers.codes import find_procedure_code
from actions.moment import Moment
from actions.reply import Reply
from actions.steps.answering import Answering
from actions.wording.refusals import Refusals


class NamedProcedure:
    """Answers of the procedure whose code the message holds."""

    def __init__(self, answering: Answering, refusals: Refusals) -> None:
        self._answering = answering
        self._refusals = refusals

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Answer, or say that there is no procedure of this code."""
        code = find_procedure_code(moment.heard.text)
        if code is None:
            return None
        reply = await self._answering.answer(code, moment.wanted, moment)
        return [reply or self._refusals.unknown_code(code)]

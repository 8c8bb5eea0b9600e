"""A dossier is asked about without its code."""

from __future__ import annotations

from actions.dossiers.codes import DossierCode
from actions.dossiers.desk import DossierDesk
from actions.fixed_phrases import FixedPhrases
from actions.moment import Moment
from actions.reply import Reply
from actions.state import Aspect

# Aspects that nobody asks of a dossier that was handed in.
OF_PROCEDURES: frozenset[Aspect] = frozenset({"papers", "fee", "form", "condition", "steps", "legal_basis", "online"})


class DossierQuestion:
    """Answers of the dossier that was looked up last, or asks for a code."""

    def __init__(self, phrases: FixedPhrases, desk: DossierDesk) -> None:
        self._phrases = phrases
        self._desk = desk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Tell of the last dossier; "hồ sơ" that is still to be handed in is left to the steps that come after."""
        text, state = moment.heard.text, moment.state
        private = self._phrases.private(text)
        about_last = state.topic == "dossier" and (private or self._phrases.same_dossier(text))
        if not about_last and not await self._asks(moment):
            return None
        if not private and await _names_procedure(moment):
            return None
        if state.dossier is None:
            return [self._desk.ask_code(moment)]
        return [await self._desk.look_up(DossierCode(state.dossier, "province"), moment, private=private)]

    async def _asks(self, moment: Moment) -> bool:
        """Whether a dossier is asked about: as Rasa hears it, unless a procedure is talked about or surely found."""
        if moment.heard.intent != "dossier_status":
            return False
        if self._phrases.handed_in(moment.heard.text):
            return True
        return not moment.state.procedure and (await moment.found()).decision != "answer"


async def _names_procedure(moment: Moment) -> bool:
    """Whether "hồ sơ" is what is to be handed in: "hồ sơ khai sinh cần giấy tờ gì"."""
    return not OF_PROCEDURES.isdisjoint(moment.heard.aspects) and (await moment.found()).decision == "answer"

"""The second proof that was asked for: four digits of the phone number on the dossier."""

from __future__ import annotations

from actions.dossiers.desk import DossierDesk
from actions.dossiers.proof import phone_digits
from actions.moment import Moment
from actions.reply import Reply


class SecondProof:
    """Takes the digits while they are awaited."""

    def __init__(self, desk: DossierDesk) -> None:
        self._desk = desk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Hold the digits against the dossier."""
        digits = phone_digits(moment.heard.text)
        if moment.state.proof.awaiting is None or digits is None:
            return None
        moment.asked_for.add("phone")
        return [await self._desk.prove(digits, moment)]

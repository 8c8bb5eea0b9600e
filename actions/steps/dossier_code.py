"""A dossier's code is named: it wins over any intent."""

from __future__ import annotations

from actions.dossiers.codes import find_dossier_codes
from actions.dossiers.desk import DossierDesk
from actions.fixed_phrases import FixedPhrases
from actions.moment import Moment
from actions.reply import Reply


class NamedDossier:
    """Looks up the dossiers whose codes the message holds."""

    def __init__(self, phrases: FixedPhrases, desk: DossierDesk) -> None:
        self._phrases = phrases
        self._desk = desk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Tell where the dossier stands, or open its private part where that is asked for."""
        text = moment.heard.text
        private = self._phrases.private(text)
        return [await self._desk.look_up(found, moment, private=private) for found in find_dossier_codes(text)] or None

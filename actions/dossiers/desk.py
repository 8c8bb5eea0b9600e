"""Looking dossiers up: where one stands, and after a second proof what names a person."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Protocol

from actions.dossiers.backend import BackendRefused, BackendUnavailable
from actions.dossiers.codes import DossierCode
from actions.dossiers.dossier import Dossier
from actions.dossiers.proof import ProofGuard, count_wrong, locked_until
from actions.dossiers.working_days import WorkingDays
from actions.heard import Heard
from actions.province import Province
from actions.reply import Button, Reply
from actions.state import Offer, State
from actions.wording.rendering import Templates
from actions.wording.words import read_words

logger = logging.getLogger(__name__)


class Dossiers(Protocol):
    """Where dossiers come from (``actions.dossiers.backend.DossierBackend``)."""

    def get(self, code: str) -> Awaitable[Dossier | None]:
        """The dossier, ``None`` where it is unknown; raises BackendUnavailable, BackendRefused."""


class DossierDesk:
    """Answers questions about dossiers."""

    def __init__(
        self, templates: Templates, province: Province, dossiers: Dossiers, days: WorkingDays, guard: ProofGuard
    ) -> None:
        """Take the backend, the calendar and the counters of look-ups and proofs."""
        self._templates = templates
        self._province = province
        self._dossiers = dossiers
        self._days = days
        self._guard = guard
        self._words = read_words("buttons")

    async def look_up(self, found: DossierCode, heard: Heard, state: State, *, private: bool) -> Reply:
        """Tell where a dossier stands; with ``private`` ask for the second proof, or show what it opened."""
        if found.owner == "broken":
            return self.ask_code(state, broken=True)
        if found.owner != "province":
            return self._say("dossier_elsewhere", code=found.code, owner=found.owner)
        code = found.code
        if until := locked_until(state.proof, code, heard.now):
            return self._say("dossier_locked", until=until)
        if not self._guard.may_look_up(heard.conversation, code, heard.now):
            return self._say("dossier_too_many")
        dossier = await self._get(code)
        if isinstance(dossier, Reply):
            return dossier
        if dossier is None:
            return self._say("dossier_unknown", code=code)
        state.dossier = code
        state.topic = "dossier"
        return self._private(dossier, heard, state) if private else self._standing(dossier, heard, state)

    async def prove(self, digits: str, heard: Heard, state: State) -> Reply:
        """Hold the four digits against the dossier whose private part was asked for."""
        code = state.proof.awaiting
        if code is None:
            raise ValueError("no second proof is awaited")
        dossier = await self._get(code)
        if isinstance(dossier, Reply):
            return dossier
        if dossier is None:
            state.proof.awaiting = None
            return self._say("dossier_unknown", code=code)
        if not self._guard.proof_open(code, heard.now):
            state.proof.awaiting = None
            return self._say("dossier_proof_closed", code=code)
        if dossier.phone_ends_with(digits):
            state.proof.awaiting = None
            state.proof.wrong.pop(code, None)
            state.proof.given = code
            return self._private(dossier, heard, state)
        self._guard.wrong_proof(heard.conversation, code, heard.now)
        left = count_wrong(state.proof, code, heard.now)
        if left == 0:
            return self._say("dossier_locked", until=state.proof.locked_until[code])
        return self._say("dossier_wrong_proof", left=left)

    def ask_code(self, state: State, *, broken: bool = False) -> Reply:
        """Ask for the code, and say what it looks like and where it stands."""
        state.offers = []
        return self._say("dossier_ask_code", broken=broken)

    def _standing(self, dossier: Dossier, heard: Heard, state: State) -> Reply:
        now = heard.now
        private = Offer(**self._words["private"], act="private", code=dossier.code)
        state.offers = [private] if dossier.has_phone else []
        text = self._templates.render(
            "dossier",
            dossier=dossier,
            now=now,
            late=dossier.is_late(now),
            finished_late=dossier.finished_late(),
            days_left=dossier.days_left(now, self._days),
            province=self._province,
        )
        return Reply(
            type="dossier",
            text=text,
            dossier=dossier.public(now, self._days),
            buttons=[Button(title=o.title, payload=o.payload) for o in state.offers],
        )

    def _private(self, dossier: Dossier, heard: Heard, state: State) -> Reply:
        state.offers = []
        public = dossier.public(heard.now, self._days)
        if not dossier.has_phone:
            return self._say("dossier_no_phone", code=dossier.code, dossier=public)
        if state.proof.given == dossier.code:
            return self._say("dossier_private", details=dossier, dossier=public)
        if not self._guard.proof_open(dossier.code, heard.now):
            return self._say("dossier_proof_closed", code=dossier.code, dossier=public)
        state.proof.awaiting = dossier.code
        return self._say("dossier_ask_proof")

    async def _get(self, code: str) -> Dossier | Reply | None:
        try:
            return await self._dossiers.get(code)
        except BackendRefused as error:
            logger.error("dossier look-up: %s", error)
            return self._say("dossier_down", type_="error", code=code, retry_after=None)
        except BackendUnavailable as error:
            logger.warning("dossier look-up: %s", error)
            return self._say("dossier_down", type_="error", code=code, retry_after=error.retry_after)

    def _say(self, template: str, type_: str = "dossier", dossier: object = None, **values: object) -> Reply:
        text = self._templates.render(template, province=self._province, **values)
        return Reply.model_validate({"type": type_, "text": text, "dossier": dossier})

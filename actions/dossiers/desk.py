"""Looking dossiers up: where one stands, and after a second proof what names a person."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Awaitable
from typing import Protocol

from actions.dossiers.backend import BackendRefused, BackendUnavailable
from actions.dossiers.codes import DossierCode
from actions.dossiers.dossier import Dossier, DossierState
from actions.dossiers.proof import ProofGuard, count_wrong, locked_until
from actions.dossiers.standing import standing_of
from actions.dossiers.working_days import WorkingDays
from actions.moment import Moment
from actions.province import Province
from actions.reply import Button, Reply
from actions.state import Offer
from actions.wording.rendering import Templates
from actions.wording.words import read_words

logger = logging.getLogger(__name__)


class Dossiers(Protocol):
    """Where dossiers come from (``actions.dossiers.backend.DossierBackend``)."""

    def get(self, code: str) -> Awaitable[Dossier | None]:
        """Give the dossier, ``None`` where it is unknown; raises BackendUnavailable, BackendRefused."""


class Reminders(Protocol):
    """Where reminders to units are kept (``bot.conversations.reminders``)."""

    def add(self, dossier: str, unit: str | None, conversation: str, now: dt.datetime) -> int:
        """Keep a reminder; give its number."""


class DossierDesk:
    """Answers questions about dossiers."""

    def __init__(
        self,
        templates: Templates,
        province: Province,
        dossiers: Dossiers,
        days: WorkingDays,
        guard: ProofGuard,
        reminders: Reminders,
    ) -> None:
        """Take the backend, the calendar, the counters of look-ups and proofs, and where reminders are kept."""
        self._templates = templates
        self._province = province
        self._dossiers = dossiers
        self._days = days
        self._guard = guard
        self._reminders = reminders
        self._buttons = read_words("buttons")
        self._states = read_words("dossier_states")

    async def look_up(self, found: DossierCode, moment: Moment, *, private: bool) -> Reply:
        """Tell where a dossier stands; with ``private`` ask for the second proof, or show what it opened."""
        if found.owner == "broken":
            return self.ask_code(moment, broken=True)
        if found.owner != "province":
            return self._say("dossier_elsewhere", code=found.code, owner=found.owner)
        code = found.code
        if until := locked_until(moment.state.proof, code, moment.heard.now):
            return self._say("dossier_locked", until=until)
        if not self._guard.may_look_up(moment.heard.conversation, code, moment.heard.now):
            return self._say("dossier_too_many")
        dossier = await self._get(code)
        if isinstance(dossier, Reply):
            return dossier
        if dossier is None:
            return self._say("dossier_unknown", code=code)
        moment.state.dossier = code
        moment.state.dossier_procedure = dossier.procedure_code
        moment.state.topic = "dossier"
        return self._private(dossier, moment) if private else self._standing(dossier, moment)

    async def prove(self, digits: str, moment: Moment) -> Reply:
        """Hold the four digits against the dossier whose private part was asked for."""
        code = moment.state.proof.awaiting
        if code is None:
            raise ValueError("no second proof is awaited")
        dossier = await self._get(code)
        if isinstance(dossier, Reply):
            return dossier
        if dossier is None:
            moment.state.proof.awaiting = None
            return self._say("dossier_unknown", code=code)
        if until := self._guard.proof_opens(code, moment.heard.now):
            moment.state.proof.awaiting = None
            return self._say("dossier_proof_closed", code=code, until=until)
        if dossier.phone_ends_with(digits):
            moment.state.proof.awaiting = None
            moment.state.proof.wrong.pop(code, None)
            moment.state.proof.given = code
            if moment.state.proof.wants == "remind":
                return self._reminded(dossier, moment)
            return self._private(dossier, moment)
        self._guard.wrong_proof(moment.heard.conversation, code, moment.heard.now)
        left = count_wrong(moment.state.proof, code, moment.heard.now)
        if left == 0:
            return self._say("dossier_locked", until=moment.state.proof.locked_until[code])
        return self._say("dossier_wrong_proof", left=left).model_copy(update={"expects": "digits"})

    def ask_code(self, moment: Moment, *, broken: bool = False) -> Reply:
        """Ask for the code, and say what it looks like and where it stands."""
        moment.state.offers = []
        return self._say("dossier_ask_code", broken=broken)

    def by_name(self) -> Reply:
        """Say that dossiers are not searched by names, and where the code stands."""
        return self._say("dossier_by_name")

    def others_data(self) -> Reply:
        """Say that what names other people is not told."""
        return self._say("dossier_others_data")

    def phone_lost(self) -> Reply:
        """Say where an owner goes who has not the dossier's phone any more."""
        return self._say("dossier_phone_lost")

    async def next_step(self, moment: Moment) -> Reply:
        """Say what the citizen is to do now."""
        dossier = await self._shown(moment)
        if isinstance(dossier, Reply):
            return dossier
        said = self._states[str(int(dossier.state))]
        public = dossier.public(moment.heard.now, self._days)
        values = {"state": said["says"], "next": said["next"], "ask_private": said.get("ask_private")}
        return self._say("dossier_next", dossier=public, shown=dossier, **values)

    async def place(self, moment: Moment) -> Reply:
        """Say where the result is handed out."""
        dossier = await self._shown(moment)
        if isinstance(dossier, Reply):
            return dossier
        return self._say("dossier_place", dossier=dossier.public(moment.heard.now, self._days), shown=dossier)

    async def remind(self, moment: Moment) -> Reply:
        """Keep a reminder for the unit that has the dossier, once its owner is known."""
        dossier = await self._shown(moment)
        if isinstance(dossier, Reply):
            return dossier
        proof = moment.state.proof
        if dossier.next_actor != "office" or proof.given == dossier.code:
            return self._reminded(dossier, moment)
        proof.wants = "remind"
        asked = self._private(dossier, moment)
        return self._say("dossier_reminder_needs_proof") if proof.awaiting == dossier.code else asked

    def _reminded(self, dossier: Dossier, moment: Moment) -> Reply:
        moment.state.proof.wants = "private"
        public = dossier.public(moment.heard.now, self._days)
        if dossier.next_actor != "office":
            state = self._states[str(int(dossier.state))]["says"]
            return self._say("dossier_nothing_to_remind", dossier=public, shown=dossier, state=state)
        number = self._reminders.add(dossier.code, dossier.unit, moment.heard.conversation, moment.heard.now)
        return self._say("dossier_reminded", dossier=public, shown=dossier, number=number)

    async def _shown(self, moment: Moment) -> Dossier | Reply:
        """The dossier that is talked about, or why it cannot be told of now."""
        code = moment.state.dossier or ""
        dossier = await self._get(code)
        return dossier if dossier is not None else self._say("dossier_unknown", code=code)

    def _standing(self, dossier: Dossier, moment: Moment) -> Reply:
        now = moment.heard.now
        private = Offer(**self._buttons["private"], act="private", code=dossier.code)
        moment.state.offers = [private] if dossier.has_phone else []
        standing = standing_of(dossier, now, self._days, self._states)
        text = self._templates.render("dossier", standing=standing, province=self._province)
        return Reply(
            type="dossier",
            text=text,
            dossier=dossier.public(now, self._days),
            buttons=[Button(title=o.title, payload=o.payload) for o in moment.state.offers],
        )

    def _private(self, dossier: Dossier, moment: Moment) -> Reply:
        moment.state.offers = []
        public = dossier.public(moment.heard.now, self._days)
        if not dossier.has_phone:
            return self._say("dossier_no_phone", code=dossier.code, dossier=public)
        if moment.state.proof.given == dossier.code:
            papers_not_named = dossier.state is DossierState.PAPERS_AWAITED and dossier.note is None
            shown = self._say("dossier_private", details=dossier, papers_not_named=papers_not_named, dossier=public)
            return shown.model_copy(update={"private": True})
        if until := self._guard.proof_opens(dossier.code, moment.heard.now):
            return self._say("dossier_proof_closed", code=dossier.code, dossier=public, until=until)
        moment.state.proof.awaiting = dossier.code
        return self._say("dossier_ask_proof").model_copy(update={"expects": "digits"})

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
        values.setdefault("dossier", values.pop("shown", None))
        text = self._templates.render(template, province=self._province, **values)
        return Reply.model_validate({"type": type_, "text": text, "dossier": dossier})

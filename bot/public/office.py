"""Whether somebody of the office is there now, for who wants to talk to a person."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from actions.dossiers.local_time import VIETNAM
from actions.office_hours import OfficeHours
from actions.wording.writing import hour
from bot.clock import Clock
from bot.web.texts import Texts

KEPT = {"Cache-Control": "public, max-age=60"}


def office(hours: OfficeHours, texts: Texts, clock: Clock) -> APIRouter:
    """Give the address ``/api/office``."""
    router = APIRouter()

    @router.get("/api/office")
    async def now() -> JSONResponse:
        return JSONResponse(_standing(hours, texts, clock), headers=KEPT)

    return router


def _standing(hours: OfficeHours, texts: Texts, clock: Clock) -> dict[str, Any]:
    at = clock()
    if not hours.are_known:
        return {"open": None, "opens_at": None, "notice": None}
    if hours.is_open(at):
        return {"open": True, "opens_at": None, "notice": None}
    opens = hours.next_opening(at)
    if opens is None:
        return {"open": False, "opens_at": None, "notice": texts.page["closed"].format(opens="")}
    local = opens.astimezone(VIETNAM)
    day = f"{texts.weekdays[local.weekday()]} {local:%d/%m}"
    told = texts.page["opens"].format(hour=hour(local), day=day)
    return {"open": False, "opens_at": local.isoformat(), "notice": texts.page["closed"].format(opens=told)}

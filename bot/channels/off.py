"""A channel that is off: its address says which settings it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Response

from bot.web.problems import Problem


def switched_off(path: str, missing: Sequence[str]) -> APIRouter:
    """Give the address as it answers where the channel is off."""
    router = APIRouter()

    async def refuse() -> Response:
        raise Problem(404, "channel_off", settings=", ".join(missing))

    router.add_api_route(path, refuse, methods=["POST"])
    return router

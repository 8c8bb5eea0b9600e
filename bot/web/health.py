"""Whether the process lives, how each part is, and what is counted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from bot.web.metrics import Metrics

logger = logging.getLogger(__name__)
PATIENCE_S = 3.0
Probe = Callable[[], Awaitable[bool]]
Refresh = Callable[[], Awaitable[None]]


def health(needed: Mapping[str, Probe], useful: Mapping[str, Probe], metrics: Metrics, refresh: Refresh) -> APIRouter:
    """The three addresses.

    Args:
        needed: parts without which nothing is answered, by name.
        useful: parts without which some questions are still answered.
        metrics: what is counted.
        refresh: brings the metrics' gauges up to date.
    """
    router = APIRouter()

    @router.get("/healthz")
    async def lives() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    async def ready() -> Response:
        probes = {**needed, **useful}
        states = dict(zip(probes, await asyncio.gather(*map(_state, probes.values())), strict=True))
        is_ready = all(states[name] == "ok" for name in needed)
        is_whole = all(state == "ok" for state in states.values())
        status = "ready" if is_whole else "degraded" if is_ready else "unavailable"
        return JSONResponse({"status": status, "parts": states}, 200 if is_ready else 503)

    @router.get("/metrics")
    async def counted() -> Response:
        await refresh()
        return Response(metrics.as_text(), media_type="text/plain; version=0.0.4")

    return router


async def _state(probe: Probe) -> str:
    try:
        return "ok" if await asyncio.wait_for(probe(), PATIENCE_S) else "down"
    except Exception as error:
        logger.warning("a part is down: %s", type(error).__name__)
        return "down"

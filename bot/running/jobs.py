"""Jobs: what runs beside the app for as long as it does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any

logger = logging.getLogger(__name__)
Job = Callable[[], Coroutine[Any, Any, None]]


@asynccontextmanager
async def running(jobs: Sequence[Job], pause_s: float = 1.0) -> AsyncIterator[None]:
    """Run jobs until the end of the context; one that fails or ends is begun again after a pause, in seconds."""
    tasks = [asyncio.create_task(_keep(job, pause_s)) for job in jobs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _keep(job: Job, pause_s: float) -> None:
    while True:
        try:
            await job()
        except Exception:
            logger.exception("a job of the app failed and is begun again")
        await asyncio.sleep(pause_s)

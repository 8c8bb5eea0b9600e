"""The worker: claims conversations in which something is due, and holds each one while it is worked on."""

from __future__ import annotations

import asyncio
import logging
import uuid
from contextlib import suppress
from functools import partial
from typing import Protocol

import sqlalchemy as sa

from bot.conversations.leases import LEASE, LeaseLost, Leases
from bot.web.metrics import Metrics

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5


class Work(Protocol):
    """One kind of work on conversations: answering them, or sending what was said."""

    def due(self) -> sa.Select[str]:
        """Select the conversations in which something can be done now, the most urgent first."""

    async def do(self, conversation_id: str, holder: str) -> bool:
        """Do all that is due in one conversation, in order; give whether its lease is still held.

        Raises:
            LeaseLost: the lease went to somebody else.
        """


class Worker:
    """Works on conversations in parallel, and on each one alone."""

    def __init__(self, leases: Leases, work: Work, metrics: Metrics, at_once: int = 8) -> None:
        """Take the leases of its kind of work, the work, and how many conversations it works on at once."""
        self._leases = leases
        self._work = work
        self._metrics = metrics
        self._at_once = at_once
        self._name = str(uuid.uuid4())
        self._wake = asyncio.Event()
        self._at_work: dict[str, asyncio.Task[None]] = {}

    def wake(self) -> None:
        """Look for work now."""
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled; what is not done by then waits for the next worker."""
        try:
            while True:
                self._wake.clear()
                await self._take_up()
                # Not wait_for: Python 3.11's loses a cancellation that comes in the moment of the waking.
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._wake.wait()
        finally:
            await self._lay_down()

    async def _take_up(self) -> None:
        free = self._at_once - len(self._at_work)
        if not free:
            return
        try:
            claimed = await asyncio.to_thread(
                self._leases.claim, self._name, self._work.due(), free, list(self._at_work)
            )
        except sa.exc.SQLAlchemyError as error:
            self._metrics.errors.labels("database").inc()
            logger.warning("no work can be claimed: %s", type(error).__name__)
            return
        for conversation_id in claimed:
            task = asyncio.create_task(self._hold(conversation_id))
            self._at_work[conversation_id] = task
            task.add_done_callback(partial(self._put_down, conversation_id))

    def _put_down(self, conversation_id: str, _task: asyncio.Task[None]) -> None:
        del self._at_work[conversation_id]
        self.wake()

    async def _lay_down(self) -> None:
        tasks = list(self._at_work.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(self._leases.release_all, self._name)

    async def _hold(self, conversation_id: str) -> None:
        """Work on a leased conversation, as long as the lease holds."""
        work = asyncio.create_task(self._do(conversation_id))
        try:
            while not (await asyncio.wait([work], timeout=LEASE.total_seconds() / 3))[0]:
                if not await asyncio.to_thread(self._leases.renew, conversation_id, self._name):
                    return
            work.result()
        except LeaseLost:
            logger.info("conversation %s is no longer ours", conversation_id)
        except sa.exc.SQLAlchemyError as error:
            # The lease runs out by itself, and then it is tried again.
            self._metrics.errors.labels("database").inc()
            logger.warning("conversation %s: %s", conversation_id, type(error).__name__)
        finally:
            work.cancel()

    async def _do(self, conversation_id: str) -> None:
        if await self._work.do(conversation_id, self._name):
            await asyncio.to_thread(self._leases.release, conversation_id, self._name)

"""Taking in: what arrived is read by its channel, in order, by one process at a time."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress

import sqlalchemy as sa

from bot.clock import Clock
from bot.conversations.arrivals import Arrivals
from bot.conversations.turns import Turns
from bot.running.traces import trace
from bot.web.metrics import Metrics

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
TURN = dt.timedelta(seconds=6)
KNOWN_AGAIN_FOR = dt.timedelta(days=3)
FORGET_EVERY = dt.timedelta(hours=1)
BATCH = 50
# The database is at fault, not what arrived.
UNREACHABLE = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)


class TakingIn:
    """Hands what arrived on a channel to what reads it. After a crash one arrival may be handed over twice."""

    def __init__(
        self,
        channel: str,
        read: Callable[[str], Awaitable[None]],
        arrivals: Arrivals,
        turns: Turns,
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        """Take the channel's name, what reads an arrival's body (the same one again changes nothing), and the rest."""
        self._channel = channel
        self._read = read
        self._arrivals = arrivals
        self._turns = turns
        self._metrics = metrics
        self._clock = clock
        self._name = str(uuid.uuid4())
        self._wake = asyncio.Event()
        self._forgotten_at: dt.datetime | None = None

    def wake(self) -> None:
        """Look for what arrived now."""
        self._wake.set()

    async def run(self) -> None:
        """Take in until cancelled; what is left by then waits for the next process."""
        turn = f"taking in {self._channel}"
        try:
            while True:
                self._wake.clear()
                try:
                    while await asyncio.to_thread(self._turns.take, turn, self._name, TURN) and await self._take_in():
                        pass
                except sa.exc.SQLAlchemyError as error:
                    self._metrics.errors.labels("database").inc()
                    logger.warning("nothing can be taken in: %s", type(error).__name__)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._wake.wait()
        finally:
            await asyncio.to_thread(self._turns.give_back, turn, self._name)

    async def _take_in(self) -> bool:
        """Take in what there is, at most a batch; give whether there was any."""
        batch = await asyncio.to_thread(self._arrivals.untaken, self._channel, BATCH)
        for one in batch:
            try:
                await self._read(one.body)
            except UNREACHABLE:
                raise
            except Exception as error:
                # A fault of ours; it must not hold up what came after it.
                self._metrics.errors.labels(self._channel).inc()
                logger.error("an arrival of %s was not understood: %s", self._channel, trace(error))
            await asyncio.to_thread(self._arrivals.taken, one.number)
        await self._forget()
        return bool(batch)

    async def _forget(self) -> None:
        now = self._clock()
        if self._forgotten_at is None or now - self._forgotten_at >= FORGET_EVERY:
            await asyncio.to_thread(self._arrivals.forget_before, now - KNOWN_AGAIN_FOR)
            self._forgotten_at = now

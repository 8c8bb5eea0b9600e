"""Taking in: what arrived is read by its channel, in order, by one process at a time."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import uuid
from collections.abc import Callable
from contextlib import suppress

import sqlalchemy as sa

from bot.conversations.arrivals import Untaken
from bot.conversations.core import Core
from bot.conversations.limits import Overloaded
from bot.running.traces import trace

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
TURN = dt.timedelta(seconds=6)
KNOWN_AGAIN_FOR = dt.timedelta(days=3)
FORGET_EVERY = dt.timedelta(hours=1)
# So many are taken in within one transaction; more would let those wait that arrive meanwhile.
BATCH = 20
# The database is at fault, not what arrived.
UNREACHABLE = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)


class TakingIn:
    """Hands what arrived on a channel to what reads it, once: what came of it is kept with that it was taken in."""

    def __init__(
        self,
        channel: str,
        read: Callable[[str], str | None],
        core: Core,
    ) -> None:
        """Take the channel's name, what reads an arrival's body and gives where something new was said, and the rest.

        ``read`` works in a thread, within a transaction.
        """
        self._channel = channel
        self._read = read
        self._core = core
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
                    while (
                        await asyncio.to_thread(self._core.turns.take, turn, self._name, TURN) and await self._take_in()
                    ):
                        pass
                except sa.exc.SQLAlchemyError as error:
                    self._core.metrics.errors.labels("database").inc()
                    logger.warning("nothing can be taken in: %s", type(error).__name__)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._wake.wait()
        finally:
            await asyncio.to_thread(self._core.turns.give_back, turn, self._name)

    async def _take_in(self) -> bool:
        """Take in what there is, at most a batch; give whether there may be more."""
        count, said = await asyncio.to_thread(self._read_together)
        for conversation_id in said:
            self._core.saying.tell(conversation_id)
        await self._forget()
        return count > 0

    def _read_together(self) -> tuple[int, list[str]]:
        """Read a batch; give how many there were, and the conversations in which something new was said."""
        with self._core.database.together():
            batch = self._core.arrivals.untaken(self._channel, BATCH)
            taken, said = list[int](), list[str]()
            for one in batch:
                try:
                    conversation_id = self._read_one(one)
                except Overloaded:
                    # It waits where it is kept.
                    break
                taken.append(one.number)
                said += [conversation_id] if conversation_id is not None else []
            if taken:
                self._core.arrivals.taken(taken)
        return len(taken), said

    def _read_one(self, one: Untaken) -> str | None:
        try:
            with self._core.database.writing():
                return self._read(one.body)
        except (Overloaded, *UNREACHABLE):
            raise
        except Exception as error:
            # A fault of ours; it must not hold up what came after it.
            self._core.metrics.errors.labels(self._channel).inc()
            logger.error("an arrival of %s was not understood: %s", self._channel, trace(error))
            return None

    async def _forget(self) -> None:
        now = self._core.clock()
        if self._forgotten_at is None or now - self._forgotten_at >= FORGET_EVERY:
            await asyncio.to_thread(self._core.arrivals.forget_before, now - KNOWN_AGAIN_FOR)
            self._forgotten_at = now

"""Refreshing: an access token that is good, renewed early, by one process at a time, and kept before it is used."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import uuid
from dataclasses import dataclass

from bot.channels.zalo.oauth import OAuth, Refused, Unclear
from bot.channels.zalo.token_store import KeptPair, TokenStore
from bot.clock import Clock
from bot.conversations.turns import Turns
from bot.running.sealing import CannotOpen

logger = logging.getLogger(__name__)
TURN = "zalo refresh"


class NoAccess(Exception):
    """There is no access token that is good; ``reason`` tells an operator why.

    Attributes:
        reason: why, without a secret.
        is_final: whether an admin must authorise again.
    """

    def __init__(self, reason: str, is_final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


@dataclass(frozen=True)
class Times:
    """When is renewed.

    Attributes:
        early: how long before its end an access token is renewed.
        spare: how much longer than a request the turn of who renews lasts, so that the answer can be kept.
        youngest: a pair that is younger is not renewed, even where Zalo refuses its token.
        after_unclear: the pause after a try of which nothing is known.
        after_refusal: the pause after a try that Zalo refused.
        look_every_s: seconds between two looks for what another process has renewed.
        patience_s: seconds for which that is waited for.
    """

    early: dt.timedelta = dt.timedelta(hours=6)
    spare: dt.timedelta = dt.timedelta(seconds=30)
    youngest: dt.timedelta = dt.timedelta(minutes=1)
    after_unclear: dt.timedelta = dt.timedelta(seconds=30)
    after_refusal: dt.timedelta = dt.timedelta(hours=1)
    look_every_s: float = 0.2
    patience_s: float = 3.0


class Refreshing:
    """Gives the access token."""

    def __init__(self, store: TokenStore, oauth: OAuth, turns: Turns, clock: Clock, times: Times | None = None) -> None:
        self._store = store
        self._oauth = oauth
        self._turns = turns
        self._clock = clock
        self._times = times or Times()
        self._name = str(uuid.uuid4())
        self._renewing: asyncio.Task[None] | None = None

    async def access(self) -> KeptPair:
        """Give the pair whose access token is good.

        Raises:
            NoAccess: there is none now.
        """
        kept = await self._read()
        return kept if self._clock() < kept.pair.access_expires else await self.renewed(kept)

    async def renewed(self, old: KeptPair) -> KeptPair:
        """Give the pair after ``old``, whose access token is not good any more; renew it where nobody else has.

        Raises:
            NoAccess: there is none now.
        """
        kept = await self._read()
        if kept.generation == old.generation:
            await self._renew(kept)
            kept = await self._read()
        if kept.generation == old.generation:
            raise _no_access(kept)
        return kept

    async def keep_fresh(self, every_s: float = 60.0) -> None:
        """Renew early, until cancelled; a renewal that has begun is waited for."""
        try:
            while True:
                try:
                    kept = await self._read()
                    if self._clock() >= kept.pair.access_expires - self._times.early:
                        await self._renew(kept)
                except NoAccess as error:
                    logger.debug("no access to Zalo: %s", error.reason)
                await asyncio.sleep(every_s)
        finally:
            if self._renewing is not None:
                await asyncio.wait([self._renewing])

    async def _read(self) -> KeptPair:
        try:
            kept = await asyncio.to_thread(self._store.read)
        except CannotOpen as error:
            raise NoAccess("the tokens are sealed with another MOTCUA_SECRET_KEY", is_final=True) from error
        if kept is None:
            raise NoAccess("no tokens", is_final=True)
        return kept

    async def _renew(self, kept: KeptPair) -> None:
        """Renew a pair, or wait for who does. Cancelling the waiting does not cancel what has begun."""
        now = self._clock()
        is_young = now - kept.obtained_at < self._times.youngest
        if is_young or (kept.retry_at is not None and now < kept.retry_at):
            return
        if self._renewing is None:
            self._renewing = asyncio.create_task(self._take_turn(kept))
            self._renewing.add_done_callback(self._done)
        await asyncio.wait([self._renewing], timeout=self._times.patience_s)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._renewing = None
        if not task.cancelled() and task.exception() is not None:
            logger.error("renewing Zalo's tokens failed: %s", type(task.exception()).__name__)

    async def _take_turn(self, kept: KeptPair) -> None:
        how_long = dt.timedelta(seconds=self._oauth.limit_s) + self._times.spare
        if not await asyncio.to_thread(self._turns.take, TURN, self._name, how_long):
            await self._wait_for_another(kept)
            return
        try:
            # Who had the turn before may have renewed it since this one was read.
            newest = await self._read()
            if newest.generation == kept.generation and newest.retry_at == kept.retry_at:
                await self._ask(newest)
        finally:
            await asyncio.to_thread(self._turns.give_back, TURN, self._name)

    async def _wait_for_another(self, kept: KeptPair) -> None:
        for _ in range(max(1, round(self._times.patience_s / self._times.look_every_s))):
            await asyncio.sleep(self._times.look_every_s)
            if (await self._read()).generation != kept.generation:
                return

    async def _ask(self, kept: KeptPair) -> None:
        try:
            pair = await self._oauth.renew(kept.pair.refresh)
        except Refused as error:
            logger.error("Zalo gives no new tokens, authorise again (motcua zalo authorize): %s", error)
            retry_at = self._clock() + self._times.after_refusal
            await asyncio.to_thread(self._store.refused, kept.generation, str(error), retry_at)
        except Unclear as error:
            logger.warning("Zalo's answer about new tokens was lost: %s", error)
            await asyncio.to_thread(self._store.put_off, kept.generation, self._clock() + self._times.after_unclear)
        else:
            await asyncio.to_thread(self._store.renewed, kept.generation, pair)


def _no_access(kept: KeptPair) -> NoAccess:
    if kept.refused is not None:
        return NoAccess(f"authorise again: {kept.refused}", is_final=True)
    return NoAccess("the access token is being renewed", is_final=False)

"""Sending: the deliveries of a conversation, in order, each tried until it is sent or given up."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.channels.channel import DeliveringChannel, NotDelivered, Undeliverable
from bot.clock import Clock
from bot.conversations.deliveries import Deliveries, Delivery
from bot.running.traces import trace
from bot.web.metrics import Metrics

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Retries:
    """How long is tried.

    Attributes:
        first: the pause after the first try; each further one is twice as long.
        longest: no pause is longer, unless the channel asks for it.
        give_up_after: how old a reply is that is not tried again.
        patience_s: seconds after which one try has failed.
    """

    first: dt.timedelta = dt.timedelta(seconds=2)
    longest: dt.timedelta = dt.timedelta(minutes=10)
    give_up_after: dt.timedelta = dt.timedelta(hours=48)
    patience_s: float = 10.0

    def pause(self, tries: int) -> dt.timedelta:
        """Give the pause after so many tries failed before this one."""
        return min(self.first * float(2 ** min(tries, 20)), self.longest)


class Sending:
    """The work of delivering what was said."""

    def __init__(
        self,
        channels: Sequence[DeliveringChannel],
        deliveries: Deliveries,
        metrics: Metrics,
        clock: Clock,
        retries: Retries | None = None,
    ) -> None:
        self._channels = {channel.name: channel for channel in channels}
        self._deliveries = deliveries
        self._metrics = metrics
        self._clock = clock
        self._retries = retries or Retries()

    def due(self) -> sa.Select[str]:
        """Select the conversations in which something can be sent now."""
        return self._deliveries.due(self._channels)

    async def do(self, conversation_id: str, holder: str) -> bool:
        """Send what is due in one conversation, in order; its lease stays held.

        Raises:
            LeaseLost: the lease went to somebody else. What was just sent may be sent again.
        """
        while (one := await asyncio.to_thread(self._deliveries.next, conversation_id)) is not None:
            await self._send(one, holder)
        return True

    async def _send(self, one: Delivery, holder: str) -> None:
        try:
            async with asyncio.timeout(self._retries.patience_s):
                more_to_come = await self._channels[one.channel].deliver(one)
        except Undeliverable as error:
            await self._give_up(one, holder, error.reason)
        except NotDelivered as error:
            await self._put_off(one, holder, error.reason, error.retry_after)
        except TimeoutError:
            await self._put_off(one, holder, "timeout")
        except Exception as error:
            # A fault of ours: the reply is kept, and the trace tells where to look.
            logger.error("delivery %s: %s", one.id, trace(error))
            await self._put_off(one, holder, type(error).__name__)
        else:
            note = self._deliveries.part_sent if more_to_come else self._deliveries.sent
            await asyncio.to_thread(note, one, holder)

    async def _put_off(self, one: Delivery, holder: str, reason: str, retry_after: dt.timedelta | None = None) -> None:
        now = self._clock()
        if now - one.message.at >= self._retries.give_up_after:
            await self._give_up(one, holder, reason)
            return
        pause = retry_after or self._retries.pause(one.tries)
        self._metrics.errors.labels(one.channel).inc()
        logger.info("delivery %s: %s, tried again in %s", one.id, reason, pause)
        await asyncio.to_thread(self._deliveries.put_off, one, holder, reason, now + pause)

    async def _give_up(self, one: Delivery, holder: str, reason: str) -> None:
        self._metrics.errors.labels(one.channel).inc()
        logger.warning("delivery %s is given up: %s", one.id, reason)
        await asyncio.to_thread(self._deliveries.give_up, one, holder, reason)

"""Delivering on Zalo: one part of a reply, when and as Zalo lets us."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt

from bot.channels.channel import NotDelivered, Undeliverable
from bot.channels.zalo.api import TokenRefused, TooManyRequests, ZaloApi
from bot.channels.zalo.pace import Pace
from bot.channels.zalo.people import People
from bot.channels.zalo.refreshing import NoAccess, Refreshing
from bot.channels.zalo.rendering import Part, parts_of
from bot.conversations.deliveries import Delivery

RENEWED_SOON = dt.timedelta(seconds=2)
AUTHORISED_LATER = dt.timedelta(minutes=5)
WRITES_AGAIN = dt.timedelta(hours=1)


class Delivering:
    """Sends the parts of replies, one a call."""

    def __init__(self, people: People, tokens: Refreshing, pace: Pace, api: ZaloApi, more_follows: str) -> None:
        """Take who may be answered, the tokens, the pace, the API, and what is said where free replies run out."""
        self._people = people
        self._tokens = tokens
        self._pace = pace
        self._api = api
        self._more_follows = more_follows

    async def deliver(self, delivery: Delivery) -> bool:
        """Send the next part of a reply; give whether more is to come.

        Raises:
            NotDelivered: it should be tried again.
            Undeliverable: it cannot be delivered.
        """
        parts = parts_of(delivery.message)
        part = parts[min(delivery.parts_sent, len(parts) - 1)]
        more_to_come = delivery.parts_sent + 1 < len(parts)
        replies_left = await self._replies_left(delivery)
        if more_to_come and replies_left == 1:
            part = self._with_what_follows(part)
        if (wait := await self._pace.wait()) is not None:
            raise NotDelivered("the account's pace", wait)
        try:
            await self._send(delivery.person, part)
        except TooManyRequests as error:
            await asyncio.to_thread(self._pace.pause, error.retry_after)
            raise
        await asyncio.to_thread(self._people.replied, delivery.conversation)
        return more_to_come

    async def _replies_left(self, delivery: Delivery) -> int | None:
        standing = await asyncio.to_thread(self._people.standing, delivery.conversation)
        if standing.has_left:
            raise Undeliverable("unfollowed")
        if standing.is_over:
            raise Undeliverable("window is over")
        if standing.replies_left == 0:
            # The person's next message lets it go at once.
            raise NotDelivered("free replies are used up", WRITES_AGAIN)
        return standing.replies_left

    def _with_what_follows(self, part: Part) -> Part:
        return dataclasses.replace(part, text=f"{part.text}\n{self._more_follows}")

    async def _send(self, person: str, part: Part) -> None:
        try:
            kept = await self._tokens.access()
            try:
                await self._api.send(kept.pair.access, person, part.as_json())
            except TokenRefused:
                kept = await self._tokens.renewed(kept)
                await self._api.send(kept.pair.access, person, part.as_json())
        except NoAccess as error:
            raise NotDelivered(error.reason, AUTHORISED_LATER if error.is_final else RENEWED_SOON) from error
        except TokenRefused as error:
            raise NotDelivered(str(error)) from error

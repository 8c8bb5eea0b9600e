"""What a channel is: where citizens write to us, and how they get what we say. There are two kinds."""

from __future__ import annotations

import datetime as dt
from typing import Protocol, runtime_checkable

from fastapi import APIRouter

from bot.conversations.deliveries import Delivery


class NotDelivered(Exception):
    """A reply could not be delivered, and should be tried again.

    Attributes:
        reason: why, for operators; never what was said.
        retry_after: how long to wait, where the receiver said so.
    """

    def __init__(self, reason: str, retry_after: dt.timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class Undeliverable(Exception):
    """A reply cannot be delivered, however often it is tried.

    Attributes:
        reason: why, for operators; never what was said.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FetchedChannel(Protocol):
    """A channel whose clients fetch what we say, by the conversation's token.

    It turns what arrives into messages of the inbox, acknowledges them, and gives out what the outbox has.

    Attributes:
        name: what its conversations are marked with, at most 16 characters.
        router: the addresses at which it is reached.
    """

    name: str
    router: APIRouter


@runtime_checkable
class DeliveringChannel(Protocol):
    """A channel that brings what we say to a person: its conversations are ``Conversations.with_person``.

    Attributes:
        name: what its conversations are marked with, at most 16 characters.
        router: the addresses at which it is reached.
    """

    name: str
    router: APIRouter

    async def deliver(self, delivery: Delivery) -> bool:
        """Bring a reply to its person. The same one may come twice: after a crash nobody knows whether it arrived.

        Returns:
            Whether more of it is to come: a channel with short messages sends one part a call, and is called again
            with ``parts_sent`` counted on.

        Raises:
            NotDelivered: it should be tried again.
            Undeliverable: it cannot be delivered.
        """


Channel = FetchedChannel | DeliveringChannel

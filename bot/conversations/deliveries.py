"""Deliveries: replies that are sent to a person, not fetched; each until it is sent or given up with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from bot.clock import Clock
from bot.conversations.database import Database
from bot.conversations.leases import SENDING
from bot.conversations.messages import Message, message_of
from bot.conversations.tables import conversation, delivery, message

State = Literal["waiting", "sent", "failed"]
LONGEST_REASON = 200


@dataclass(frozen=True)
class Delivery:
    """A reply on its way.

    Attributes:
        id: the message's; the same at each try, so that a receiver may know what it has already.
        person: whom it goes to, as the channel names them.
        tries: how many times it was tried in vain.
    """

    id: str
    conversation: str
    channel: str
    person: str
    message: Message
    tries: int


@dataclass(frozen=True)
class DeliveryState:
    """How a reply's delivery stands, and why its last try did not succeed."""

    state: State
    tries: int
    reason: str | None


def to_be_delivered(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give the delivery of a new row of ``bot_message``, to be written in the same transaction."""
    return {
        "message": row["id"],
        "conversation": row["conversation"],
        "seq": row["seq"],
        "state": "waiting",
        "tries": 0,
        "due_at": row["at"],
    }


class Deliveries:
    """Deliveries, settled by who holds the conversation's sending lease and by nobody else."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def due(self, channels: Collection[str]) -> sa.Select[str]:
        """Select the conversations of ``channels`` in which something can be sent now, the longest due first.

        The first that waits holds back those behind it: they are due since they were written, it perhaps later.
        """
        return (
            sa.select(delivery.c.conversation)
            .join(conversation, conversation.c.id == delivery.c.conversation)
            .where(delivery.c.state == "waiting", conversation.c.channel.in_(channels))
            .group_by(delivery.c.conversation)
            .having(sa.func.max(delivery.c.due_at) <= self._clock())
            .order_by(sa.func.min(delivery.c.due_at))
        )

    def next(self, conversation_id: str) -> Delivery | None:
        """Give what is to be sent next in a conversation; ``None``: nothing, or nothing yet."""
        query = (
            sa.select(message, conversation.c.channel, conversation.c.person, delivery.c.tries, delivery.c.due_at)
            .join(message, message.c.id == delivery.c.message)
            .join(conversation, conversation.c.id == delivery.c.conversation)
            .where(delivery.c.conversation == conversation_id, delivery.c.state == "waiting")
            .order_by(delivery.c.seq)
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None or row.due_at > self._clock():
            return None
        return Delivery(row.id, conversation_id, row.channel, row.person, message_of(row), row.tries)

    def sent(self, one: Delivery, holder: str) -> None:
        """Note that a reply was sent.

        Raises:
            LeaseLost: another one may be at it; nothing is noted.
        """
        self._settle(one, holder, state="sent", reason=None)

    def put_off(self, one: Delivery, holder: str, reason: str, due_at: dt.datetime) -> None:
        """Note why a try failed, and when the next one is due.

        Raises:
            LeaseLost: another one may be at it; nothing is noted.
        """
        self._settle(one, holder, reason=reason[:LONGEST_REASON], tries=one.tries + 1, due_at=due_at)

    def give_up(self, one: Delivery, holder: str, reason: str) -> None:
        """Note that a reply will not be sent, and why.

        Raises:
            LeaseLost: another one may be at it; nothing is noted.
        """
        self._settle(one, holder, state="failed", reason=reason[:LONGEST_REASON], tries=one.tries + 1)

    def states(self, conversation_id: str) -> dict[int, DeliveryState]:
        """Give how the deliveries of a conversation stand, by the seq of the reply."""
        query = sa.select(delivery).where(delivery.c.conversation == conversation_id).order_by(delivery.c.seq)
        with self._database.reading() as connection:
            return {row.seq: DeliveryState(row.state, row.tries, row.reason) for row in connection.execute(query)}

    def _settle(self, one: Delivery, holder: str, **values: Any) -> None:
        with self._database.writing() as connection:
            SENDING.lock(connection, one.conversation, holder)
            connection.execute(delivery.update().where(delivery.c.message == one.id).values(values))

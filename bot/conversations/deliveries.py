"""Deliveries: replies that are sent to a person, not fetched; each until it is sent or given up with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
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
        parts_sent: how many parts of it have gone out, where the channel sends it in several.
    """

    id: str
    conversation: str
    channel: str
    person: str
    message: Message
    tries: int
    parts_sent: int = 0


@dataclass(frozen=True)
class FailedDeliveries:
    """How many replies were given up for a reason."""

    reason: str
    count: int


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
        "parts_sent": 0,
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
        of_delivery = (delivery.c.tries, delivery.c.due_at, delivery.c.parts_sent)
        query = (
            sa.select(message, conversation.c.channel, conversation.c.person, *of_delivery)
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
        said = message_of(row)
        return Delivery(row.id, conversation_id, row.channel, row.person, said, row.tries, row.parts_sent)

    def sent(self, one: Delivery, holder: str) -> None:
        """Note that a reply was sent.

        Raises:
            LeaseLost: another one may be at it; nothing is noted.
        """
        self._settle(one, holder, state="sent", reason=None, parts_sent=one.parts_sent + 1)

    def part_sent(self, one: Delivery, holder: str) -> None:
        """Note that one more part of a reply was sent, and more is to come.

        Raises:
            LeaseLost: another one may be at it; nothing is noted.
        """
        self._settle(one, holder, parts_sent=one.parts_sent + 1)

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

    def hurry(self, channel: str, conversation_id: str | None = None) -> None:
        """Let what waits on a channel, or in one conversation of it, be tried now: what held it up is over."""
        theirs = sa.select(conversation.c.id).where(conversation.c.channel == channel)
        if conversation_id is not None:
            theirs = theirs.where(conversation.c.id == conversation_id)
        now = self._clock()
        waiting = (delivery.c.state == "waiting", delivery.c.due_at > now, delivery.c.conversation.in_(theirs))
        with self._database.writing() as connection:
            connection.execute(delivery.update().where(*waiting).values(due_at=now))

    def count_waiting(self, channel: str) -> int:
        """Count the replies of a channel that are still to be sent."""
        return sum(row.many for row in self._counted(channel, "waiting"))

    def failed(self, channel: str) -> list[FailedDeliveries]:
        """Count the replies of a channel that were given up, by reason, the most frequent first."""
        return [FailedDeliveries(row.reason or "", row.many) for row in self._counted(channel, "failed")]

    def _counted(self, channel: str, state: State) -> Sequence[sa.Row[Any]]:
        many = sa.func.count().label("many")
        query = (
            sa.select(delivery.c.reason, many)
            .join(conversation, conversation.c.id == delivery.c.conversation)
            .where(delivery.c.state == state, conversation.c.channel == channel)
            .group_by(delivery.c.reason)
            .order_by(many.desc(), delivery.c.reason)
        )
        with self._database.reading() as connection:
            return connection.execute(query).all()

    def states(self, conversation_id: str) -> dict[int, DeliveryState]:
        """Give how the deliveries of a conversation stand, by the seq of the reply."""
        query = sa.select(delivery).where(delivery.c.conversation == conversation_id).order_by(delivery.c.seq)
        with self._database.reading() as connection:
            return {row.seq: DeliveryState(row.state, row.tries, row.reason) for row in connection.execute(query)}

    def _settle(self, one: Delivery, holder: str, **values: Any) -> None:
        with self._database.writing() as connection:
            SENDING.lock(connection, one.conversation, holder)
            connection.execute(delivery.update().where(delivery.c.message == one.id).values(values))

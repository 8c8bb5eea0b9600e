"""The inbox: what citizens said, stored before it is acknowledged, and what of it waits for an answer."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.clock import Clock
from bot.conversations.conversations import UnknownConversation
from bot.conversations.database import Database
from bot.conversations.limits import Limit
from bot.conversations.messages import Arriving, Kind, Message, message_of
from bot.conversations.tables import conversation, message


class NotOffered(Exception):
    """The payload stands on no button of this conversation."""


@dataclass(frozen=True)
class Stored:
    """A stored message, and whether it was not stored before."""

    message: Message
    is_new: bool


@dataclass(frozen=True)
class Waiting:
    """A message to be answered, with what is known in its conversation.

    Attributes:
        told_at: when the citizen was told that the answer takes longer; ``None``: not yet.
        failures: how many times in a row the conversation could not be answered.
        kind: what was sent, where it is no text.
    """

    id: str
    conversation: str
    channel: str
    seq: int
    text: str
    at: dt.datetime
    state: dict[str, Any]
    told_at: dt.datetime | None
    failures: int
    kind: Kind | None = None


class Inbox:
    """Stores messages, each within the limits, and knows which of them wait."""

    def __init__(self, database: Database, clock: Clock, limits: Sequence[Limit] = ()) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits

    def store(self, arriving: Arriving) -> Stored:
        """Store what a citizen said. What was stored under its ``client_id`` before is given back as it is.

        Raises:
            UnknownConversation: the conversation was deleted.
            NotOffered: it is a payload that no button of the conversation has.
            TooManyMessages: a limit holds it back.
        """
        now = self._clock()
        with self._database.writing() as connection:
            last_seq = _lock(connection, arriving.conversation)
            known = _stored_before(connection, arriving)
            if known is not None:
                return Stored(message_of(known), is_new=False)
            if arriving.is_payload and not _was_offered(connection, arriving):
                raise NotOffered(arriving.text)
            for limit in self._limits:
                limit.hold_back(connection, arriving, now)
            row = _row(arriving, last_seq + 1, now)
            stored = connection.execute(message.insert().values(row).returning(message)).one()
            connection.execute(
                conversation.update()
                .where(conversation.c.id == arriving.conversation)
                .values(last_seq=last_seq + 1, retry_at=None)
            )
        return Stored(message_of(stored), is_new=True)

    def due(self) -> sa.Select[str]:
        """Select the conversations that can be answered now, those that wait longest first."""
        may_try = sa.or_(conversation.c.retry_at.is_(None), conversation.c.retry_at <= self._clock())
        return (
            sa.select(message.c.conversation)
            .join(conversation, conversation.c.id == message.c.conversation)
            .where(message.c.waiting, may_try)
            .group_by(message.c.conversation)
            .order_by(sa.func.min(message.c.at))
        )

    def next(self, conversation_id: str) -> Waiting | None:
        """Give the message of a conversation that is to be answered next; ``None``: nothing waits."""
        query = (
            sa.select(message, conversation.c.channel, conversation.c.state, conversation.c.failures)
            .join(conversation, conversation.c.id == message.c.conversation)
            .where(message.c.conversation == conversation_id, message.c.waiting)
            .order_by(message.c.seq)
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Waiting(
            id=row.id,
            conversation=row.conversation,
            channel=row.channel,
            seq=row.seq,
            text=row.text,
            at=row.at,
            state=row.state,
            told_at=row.told_at,
            failures=row.failures,
            kind=row.kind,
        )

    def offered(self, conversation_id: str) -> list[dict[str, Any]]:
        """Give the buttons that were offered last in a conversation."""
        query = (
            sa.select(message.c.buttons)
            .where(message.c.conversation == conversation_id, message.c.buttons.is_not(None))
            .order_by(message.c.seq.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.scalar(query) or []

    def count_waiting(self) -> int:
        """Count the messages that wait for an answer."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(message).where(message.c.waiting)) or 0


def _lock(connection: sa.Connection, conversation_id: str) -> int:
    """Lock a conversation, so that seq has no gaps and a client_id is stored once; give its last seq.

    Raises:
        UnknownConversation: there is none of this id.
    """
    locked = sa.select(conversation.c.last_seq).where(conversation.c.id == conversation_id).with_for_update()
    last_seq: int | None = connection.scalar(locked)
    if last_seq is None:
        raise UnknownConversation(conversation_id)
    return last_seq


def _stored_before(connection: sa.Connection, arriving: Arriving) -> sa.Row[Any] | None:
    same = (message.c.conversation == arriving.conversation, message.c.client_id == arriving.client_id)
    return connection.execute(sa.select(message).where(*same)).first()


def _was_offered(connection: sa.Connection, arriving: Arriving) -> bool:
    here = (message.c.conversation == arriving.conversation, message.c.buttons.is_not(None))
    offered = connection.scalars(sa.select(message.c.buttons).where(*here))
    return any(button.get("payload") == arriving.text for buttons in offered for button in buttons)


def _row(arriving: Arriving, seq: int, now: dt.datetime) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "conversation": arriving.conversation,
        "seq": seq,
        "sender": "citizen",
        "type": "text",
        "text": arriving.text,
        "last": False,
        "at": now,
        "client_id": arriving.client_id,
        "kind": arriving.kind,
        "waiting": True,
    }

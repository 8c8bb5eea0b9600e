"""The inbox: what citizens said, stored before it is acknowledged, and handed to one worker at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.clock import Clock
from bot.conversations.conversations import UnknownConversation
from bot.conversations.database import Database
from bot.conversations.messages import Message
from bot.conversations.outbox import message_of
from bot.conversations.tables import conversation, message

LEASE = dt.timedelta(seconds=6)
MINUTE = dt.timedelta(minutes=1)


class NotOffered(Exception):
    """The payload stands on no button of this conversation."""


class TooManyMessages(Exception):
    """More messages than one conversation may send in a minute.

    Attributes:
        retry_after_s: seconds after which the next one is taken.
    """

    def __init__(self, retry_after_s: int) -> None:
        """Take the seconds to wait."""
        super().__init__(f"wait {retry_after_s} s")
        self.retry_after_s = retry_after_s


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


class Inbox:
    """Stores messages, and leases conversations that wait for an answer to workers, also of several processes."""

    def __init__(self, database: Database, clock: Clock, per_minute: int) -> None:
        """Take the database, the clock, and how many messages a minute one conversation may send."""
        self._database = database
        self._clock = clock
        self._per_minute = per_minute

    def store(self, conversation_id: str, client_id: str, text: str, *, is_payload: bool = False) -> Stored:
        """Store what a citizen said. What was stored under this ``client_id`` before is given back as it is.

        Raises:
            UnknownConversation: the conversation was deleted.
            NotOffered: ``text`` is a payload that no button of the conversation has.
            TooManyMessages: the conversation sent too many within a minute.
        """
        now = self._clock()
        with self._database.writing() as connection:
            # Locks the conversation, so that seq has no gaps and a client_id is stored once.
            locked = sa.select(conversation.c.last_seq).where(conversation.c.id == conversation_id).with_for_update()
            last_seq = connection.scalar(locked)
            if last_seq is None:
                raise UnknownConversation(conversation_id)
            mine = message.c.conversation == conversation_id
            known = connection.execute(sa.select(message).where(mine, message.c.client_id == client_id)).first()
            if known:
                return Stored(message_of(known), is_new=False)
            if is_payload and not _was_offered(connection, conversation_id, text):
                raise NotOffered(text)
            self._hold_back(connection, conversation_id, now)
            row = {
                "id": str(uuid.uuid4()),
                "conversation": conversation_id,
                "seq": last_seq + 1,
                "sender": "citizen",
                "type": "text",
                "text": text,
                "last": False,
                "at": now,
                "client_id": client_id,
                "waiting": True,
            }
            stored = connection.execute(message.insert().values(row).returning(message)).one()
            connection.execute(
                conversation.update()
                .where(conversation.c.id == conversation_id)
                .values(last_seq=last_seq + 1, retry_at=None)
            )
        return Stored(message_of(stored), is_new=True)

    def claim(self, worker: str, at_most: int, besides: Collection[str] = ()) -> list[str]:
        """Lease conversations with waiting messages to ``worker``, those that wait longest first.

        Args:
            worker: names who holds the leases.
            at_most: how many to lease.
            besides: those that it still works on.
        """
        now = self._clock()
        free = sa.or_(conversation.c.leased_until.is_(None), conversation.c.leased_until < now)
        due = sa.or_(conversation.c.retry_at.is_(None), conversation.c.retry_at <= now)
        waiting = (
            sa.select(message.c.conversation)
            .join(conversation, conversation.c.id == message.c.conversation)
            .where(message.c.waiting, free, due, conversation.c.id.not_in(besides))
            .group_by(message.c.conversation)
            .order_by(sa.func.min(message.c.at))
            .limit(at_most)
        )
        with self._database.reading() as connection:
            ids = list(connection.scalars(waiting))
        if not ids:
            return []
        with self._database.writing() as connection:
            lease = conversation.update().where(conversation.c.id.in_(ids), free).values(self._lease(worker))
            leased = set(connection.scalars(lease.returning(conversation.c.id)))
        return [id for id in ids if id in leased]

    def renew(self, conversation_id: str, worker: str) -> bool:
        """Hold a lease for longer; False where it is lost."""
        mine = conversation.c.id == conversation_id, conversation.c.leased_by == worker
        with self._database.writing() as connection:
            return connection.execute(conversation.update().where(*mine).values(self._lease(worker))).rowcount == 1

    def release(self, conversation_id: str, worker: str) -> None:
        """Give a leased conversation back."""
        self._free(conversation.c.id == conversation_id, conversation.c.leased_by == worker)

    def release_all(self, worker: str) -> None:
        """Give everything back that ``worker`` still holds."""
        self._free(conversation.c.leased_by == worker)

    def next(self, conversation_id: str) -> Waiting | None:
        """The message of a conversation that is to be answered next; ``None``: nothing waits."""
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
        )

    def count_waiting(self) -> int:
        """How many messages wait for an answer."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(message).where(message.c.waiting)) or 0

    def _hold_back(self, connection: sa.Connection, conversation_id: str, now: dt.datetime) -> None:
        """Raise where the message before the last allowed one is less than a minute old."""
        oldest = (
            sa.select(message.c.at)
            .where(message.c.conversation == conversation_id, message.c.sender == "citizen")
            .order_by(message.c.seq.desc())
            .offset(self._per_minute - 1)
            .limit(1)
        )
        at = connection.scalar(oldest)
        if at is not None and now - at < MINUTE:
            raise TooManyMessages(max(1, round((at + MINUTE - now).total_seconds())))

    def _lease(self, worker: str) -> dict[str, Any]:
        return {"leased_by": worker, "leased_until": self._clock() + LEASE}

    def _free(self, *conditions: sa.ColumnElement[bool]) -> None:
        with self._database.writing() as connection:
            connection.execute(conversation.update().where(*conditions).values(leased_by=None, leased_until=None))


def _was_offered(connection: sa.Connection, conversation_id: str, payload: str) -> bool:
    offered = connection.scalars(
        sa.select(message.c.buttons).where(message.c.conversation == conversation_id, message.c.buttons.is_not(None))
    )
    return any(button.get("payload") == payload for buttons in offered for button in buttons)

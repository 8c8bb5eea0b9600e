"""The outbox: what is said to citizens, and where channels read it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from actions.reply import Reply
from bot.clock import Clock
from bot.conversations.database import Database
from bot.conversations.masking import masked
from bot.conversations.messages import Message
from bot.conversations.tables import conversation, message

NO_LEASE: dict[str, Any] = {"leased_by": None, "leased_until": None}
BODY = ("procedure", "aspects", "source", "reason", "dossier")


class LeaseLost(Exception):
    """The conversation is no longer this worker's: it took too long, or the conversation was deleted."""


class Outbox:
    """Replies, written by the worker that holds the conversation's lease and by nobody else."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the database and the clock."""
        self._database = database
        self._clock = clock

    def answer(
        self, conversation_id: str, worker: str, seq: int, state: dict[str, Any], replies: Sequence[Reply]
    ) -> bool:
        """Store state and replies, and note that message ``seq`` is handled: all of it, or nothing.

        Returns:
            Whether another message waits in the conversation; if not, its lease is given back.

        Raises:
            LeaseLost: another worker may be at it; nothing is stored.
        """
        with self._database.writing() as connection:
            last_seq = _lock(connection, conversation_id, worker)
            mine = (message.c.conversation == conversation_id, message.c.seq == seq, message.c.waiting)
            # Once it is answered nobody needs the personal numbers in it any more.
            text = masked(connection.scalar(sa.select(message.c.text).where(*mine)) or "")
            handled = connection.execute(message.update().where(*mine).values(waiting=False, text=text))
            if handled.rowcount != 1:
                raise LeaseLost(conversation_id)
            rows = [
                self._row(conversation_id, last_seq + number, reply, seq, last=number == len(replies))
                for number, reply in enumerate(replies, 1)
            ]
            connection.execute(message.insert(), rows)
            more_waits = connection.execute(_waiting(conversation_id).limit(1)).first() is not None
            lease = {} if more_waits else NO_LEASE
            last_seq += len(rows)
            _update(connection, conversation_id, last_seq=last_seq, state=state, failures=0, retry_at=None, **lease)
            return more_waits

    def tell_trouble(self, conversation_id: str, worker: str, notice: Reply, retry_at: dt.datetime) -> None:
        """Tell of trouble, once for each waiting message, and give the lease back; no new try before ``retry_at``.

        Raises:
            LeaseLost: another worker may be at it; nothing is stored.
        """
        untold = _waiting(conversation_id).where(message.c.told_at.is_(None))
        with self._database.writing() as connection:
            last_seq = _lock(connection, conversation_id, worker)
            seqs = list(connection.scalars(untold.order_by(message.c.seq)))
            for number, seq in enumerate(seqs, 1):
                connection.execute(
                    message.insert().values(self._row(conversation_id, last_seq + number, notice, seq, last=True))
                )
            connection.execute(
                message.update()
                .where(message.c.conversation == conversation_id, message.c.seq.in_(seqs))
                .values(told_at=self._clock())
            )
            changes = {"last_seq": last_seq + len(seqs), "failures": conversation.c.failures + 1, "retry_at": retry_at}
            _update(connection, conversation_id, **changes, **NO_LEASE)

    def after(self, conversation_id: str, seq: int, at_most: int) -> list[Message]:
        """What was said in a conversation after ``seq``, by citizen and bot, in order."""
        query = (
            sa.select(message)
            .where(message.c.conversation == conversation_id, message.c.seq > seq)
            .order_by(message.c.seq)
            .limit(at_most)
        )
        with self._database.reading() as connection:
            return [message_of(row) for row in connection.execute(query)]

    def last_seqs(self, conversation_ids: Collection[str]) -> dict[str, int]:
        """The number of the last message by conversation; those that do not exist are left out."""
        query = sa.select(conversation.c.id, conversation.c.last_seq).where(conversation.c.id.in_(conversation_ids))
        with self._database.reading() as connection:
            return {row.id: row.last_seq for row in connection.execute(query)}

    def _row(self, conversation_id: str, seq: int, reply: Reply, reply_to: int, *, last: bool) -> dict[str, Any]:
        fields = reply.as_json()
        return {
            "id": str(uuid.uuid4()),
            "conversation": conversation_id,
            "seq": seq,
            "sender": "bot",
            "type": reply.type,
            "text": reply.text,
            "body": {name: fields[name] for name in BODY},
            "buttons": fields["buttons"] or None,
            "reply_to": reply_to,
            "last": last,
            "at": self._clock(),
            "waiting": False,
        }


def message_of(row: sa.Row[Any]) -> Message:
    """The message of a row of ``bot_message``."""
    return Message(
        seq=row.seq,
        from_=row.sender,
        type=row.type,
        text=row.text,
        buttons=row.buttons or [],
        reply_to=row.reply_to,
        last=row.last,
        at=row.at,
        **(row.body or {}),
    )


def _waiting(conversation_id: str) -> sa.Select[int]:
    return sa.select(message.c.seq).where(message.c.conversation == conversation_id, message.c.waiting)


def _lock(connection: sa.Connection, conversation_id: str, worker: str) -> int:
    last_seq: int | None = connection.scalar(
        sa.select(conversation.c.last_seq)
        .where(conversation.c.id == conversation_id, conversation.c.leased_by == worker)
        .with_for_update()
    )
    if last_seq is None:
        raise LeaseLost(conversation_id)
    return last_seq


def _update(connection: sa.Connection, conversation_id: str, **values: Any) -> None:
    connection.execute(conversation.update().where(conversation.c.id == conversation_id).values(values))

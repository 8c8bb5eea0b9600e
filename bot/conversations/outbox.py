"""The outbox: what is said to citizens, and where channels read it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from actions.reply import Reply
from bot.clock import Clock
from bot.conversations import missed
from bot.conversations.answered import Answered, Later
from bot.conversations.database import Database
from bot.conversations.deliveries import to_be_delivered
from bot.conversations.leases import ANSWERING, LeaseLost
from bot.conversations.masking import masked
from bot.conversations.messages import Message, message_of
from bot.conversations.tables import conversation, delivery, message

# What has a column of its own; all else that a reply has stands together in ``body``.
COLUMNS = ("type", "text", "buttons")


class _Said(NamedTuple):
    reply: Reply
    reply_to: int
    last: bool


class Outbox:
    """Replies, written by who holds the conversation's lease and by nobody else."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def answer(self, conversation_id: str, holder: str, seq: int, answered: Answered) -> bool:
        """Store what came of message ``seq``: state, replies, their deliveries, what was missed; all, or nothing.

        Returns:
            Whether another message waits in the conversation; if not, its lease is given back.

        Raises:
            LeaseLost: another one may be at it; nothing is stored.
        """
        with self._database.writing() as connection:
            talk = ANSWERING.lock(connection, conversation_id, holder)
            question = _handle(connection, conversation_id, seq)
            if answered.missed is not None:
                missed.record(connection, talk.channel, question, answered.missed)
            many = len(answered.replies)
            said = [_Said(reply, seq, number == many) for number, reply in enumerate(answered.replies, 1)]
            last_seq = self._write(connection, talk, said)
            more_waits = connection.execute(_waiting(conversation_id).limit(1)).first() is not None
            lease = {} if more_waits else ANSWERING.given_back()
            changes = {"last_seq": last_seq, "state": answered.state, "failures": 0, "retry_at": None}
            _update(connection, conversation_id, {**changes, **lease})
            return more_waits

    def put_off(self, conversation_id: str, holder: str, later: Later) -> None:
        """Say, once for each waiting message, that the answer takes longer, and give the lease back.

        Raises:
            LeaseLost: another one may be at it; nothing is stored.
        """
        untold = _waiting(conversation_id).where(message.c.told_at.is_(None)).order_by(message.c.seq)
        with self._database.writing() as connection:
            talk = ANSWERING.lock(connection, conversation_id, holder)
            seqs = list(connection.scalars(untold))
            last_seq = self._write(connection, talk, [_Said(later.notice, seq, True) for seq in seqs])
            connection.execute(
                message.update()
                .where(message.c.conversation == conversation_id, message.c.seq.in_(seqs))
                .values(told_at=self._clock())
            )
            changes = {"last_seq": last_seq, "failures": conversation.c.failures + 1, "retry_at": later.retry_at}
            _update(connection, conversation_id, {**changes, **ANSWERING.given_back()})

    def after(self, conversation_id: str, seq: int, at_most: int) -> list[Message]:
        """Give what was said in a conversation after ``seq``, by citizen and bot, in order."""
        query = (
            sa.select(message)
            .where(message.c.conversation == conversation_id, message.c.seq > seq)
            .order_by(message.c.seq)
            .limit(at_most)
        )
        with self._database.reading() as connection:
            return [message_of(row) for row in connection.execute(query)]

    def rate(self, conversation_id: str, seq: int, rating: dict[str, Any]) -> bool:
        """Note with a reply what the citizen thinks of it, instead of what was thought before; whether there is one."""
        reply = (message.c.conversation == conversation_id, message.c.seq == seq, message.c.sender == "bot")
        with self._database.writing() as connection:
            body = connection.execute(sa.select(message.c.body).where(*reply).with_for_update()).first()
            if body is None:
                return False
            rated = {**(body.body or {}), "rating": rating}
            connection.execute(message.update().where(*reply).values(body=rated))
        return True

    def last_seqs(self, conversation_ids: Collection[str]) -> dict[str, int]:
        """Give the number of the last message by conversation; those that do not exist are left out."""
        query = sa.select(conversation.c.id, conversation.c.last_seq).where(conversation.c.id.in_(conversation_ids))
        with self._database.reading() as connection:
            return {row.id: row.last_seq for row in connection.execute(query)}

    def _write(self, connection: sa.Connection, talk: sa.Row[Any], said: Sequence[_Said]) -> int:
        """Write messages, with their deliveries where somebody is delivered to; give the last seq."""
        rows = [self._row(talk.id, seq, one) for seq, one in enumerate(said, talk.last_seq + 1)]
        if rows:
            connection.execute(message.insert(), rows)
            if talk.person is not None:
                connection.execute(delivery.insert(), [to_be_delivered(row) for row in rows])
        return int(talk.last_seq) + len(rows)

    def _row(self, conversation_id: str, seq: int, said: _Said) -> dict[str, Any]:
        fields = said.reply.as_json()
        return {
            "id": str(uuid.uuid4()),
            "conversation": conversation_id,
            "seq": seq,
            "sender": "bot",
            "type": fields["type"],
            "text": fields["text"],
            "body": {name: value for name, value in fields.items() if name not in COLUMNS},
            "buttons": fields["buttons"] or None,
            "reply_to": said.reply_to,
            "last": said.last,
            "at": self._clock(),
            "waiting": False,
        }


def _handle(connection: sa.Connection, conversation_id: str, seq: int) -> sa.Row[Any]:
    """Note that a message is handled, and give it; nobody needs the personal numbers in it any more.

    Raises:
        LeaseLost: it was handled before.
    """
    mine = (message.c.conversation == conversation_id, message.c.seq == seq, message.c.waiting)
    text = masked(connection.scalar(sa.select(message.c.text).where(*mine)) or "")
    handled = connection.execute(message.update().where(*mine).values(waiting=False, text=text).returning(message))
    row = handled.first()
    if row is None:
        raise LeaseLost(conversation_id)
    return row


def _waiting(conversation_id: str) -> sa.Select[int]:
    return sa.select(message.c.seq).where(message.c.conversation == conversation_id, message.c.waiting)


def _update(connection: sa.Connection, conversation_id: str, values: dict[str, Any]) -> None:
    connection.execute(conversation.update().where(conversation.c.id == conversation_id).values(values))

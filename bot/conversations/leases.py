"""Leases: who works on a conversation, also of several processes, and for how long that is believed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.clock import Clock
from bot.conversations.database import Database
from bot.conversations.tables import conversation

LEASE = dt.timedelta(seconds=6)


class LeaseLost(Exception):
    """The conversation is no longer the holder's: it took too long, or the conversation was deleted."""


@dataclass(frozen=True, eq=False)
class Lease:
    """One kind of lease: the columns of a conversation that say who holds it, and until when."""

    holder: sa.Column[str | None]
    until: sa.Column[dt.datetime | None]

    def is_free(self, now: dt.datetime) -> sa.ColumnElement[bool]:
        """Give the condition under which nobody holds it."""
        return sa.or_(self.until.is_(None), self.until < now)

    def held_by(self, holder: str | None, until: dt.datetime | None) -> dict[str, Any]:
        """Give the columns' values."""
        return {self.holder.name: holder, self.until.name: until}

    def given_back(self) -> dict[str, Any]:
        """Give the columns' values when nobody holds it."""
        return self.held_by(None, None)

    def lock(self, connection: sa.Connection, conversation_id: str, holder: str) -> sa.Row[Any]:
        """Lock a conversation until the transaction's end, and give its row.

        Raises:
            LeaseLost: ``holder`` has no lease on it.
        """
        mine = (conversation.c.id == conversation_id, self.holder == holder)
        row = connection.execute(sa.select(conversation).where(*mine).with_for_update()).first()
        if row is None:
            raise LeaseLost(conversation_id)
        return row


ANSWERING = Lease(conversation.c.leased_by, conversation.c.leased_until)
SENDING = Lease(conversation.c.sending_by, conversation.c.sending_until)


class Leases:
    """The leases of one kind."""

    def __init__(self, database: Database, clock: Clock, kind: Lease) -> None:
        self._database = database
        self._clock = clock
        self._kind = kind

    def claim(self, holder: str, due: sa.Select[str], at_most: int, besides: Collection[str] = ()) -> list[str]:
        """Lease conversations to ``holder``, and give their ids in the order of ``due``.

        Args:
            holder: names who holds the leases.
            due: ids of the conversations in which something is to be done; it joins ``bot_conversation``.
            at_most: how many to lease.
            besides: those that the holder still works on.
        """
        free = self._kind.is_free(self._clock())
        with self._database.reading() as connection:
            query = due.where(free, conversation.c.id.not_in(besides)).limit(at_most)
            ids = list(connection.scalars(query))
        if not ids:
            return []
        with self._database.writing() as connection:
            lease = conversation.update().where(conversation.c.id.in_(ids), free).values(self._from_now(holder))
            leased = set(connection.scalars(lease.returning(conversation.c.id)))
        return [id for id in ids if id in leased]

    def renew(self, conversation_id: str, holder: str) -> bool:
        """Hold a lease for longer; False where it is lost."""
        mine = (conversation.c.id == conversation_id, self._kind.holder == holder)
        with self._database.writing() as connection:
            renewed = connection.execute(conversation.update().where(*mine).values(self._from_now(holder)))
            return renewed.rowcount == 1

    def release(self, conversation_id: str, holder: str) -> None:
        """Give one lease back."""
        self._free(conversation.c.id == conversation_id, self._kind.holder == holder)

    def release_all(self, holder: str) -> None:
        """Give every lease back that ``holder`` still has."""
        self._free(self._kind.holder == holder)

    def _from_now(self, holder: str) -> dict[str, Any]:
        return self._kind.held_by(holder, self._clock() + LEASE)

    def _free(self, *conditions: sa.ColumnElement[bool]) -> None:
        with self._database.writing() as connection:
            connection.execute(conversation.update().where(*conditions).values(self._kind.given_back()))

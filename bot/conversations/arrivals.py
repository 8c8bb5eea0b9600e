"""Arrivals: what comes from outside, kept as it comes and acknowledged at once; it is taken in afterwards."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.clock import Clock
from bot.conversations.database import Database
from bot.conversations.tables import arrival

AT_ONCE = 500


@dataclass(frozen=True)
class Arrival:
    """Something that arrived on a channel, with the id under which it is known again."""

    channel: str
    id: str
    body: str


@dataclass(frozen=True)
class Untaken:
    """An arrival that is still to be taken in."""

    number: int
    body: str


class Arrivals:
    """Keeps arrivals: those that come while others are written are written together, in one transaction."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._coming: list[tuple[Arrival, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, one: Arrival) -> None:
        """Keep an arrival; when this returns, it outlives a crash. What is known by its id already changes nothing.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: it could not be kept.
        """
        kept = asyncio.get_running_loop().create_future()
        self._coming.append((one, kept))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await kept

    async def _write(self) -> None:
        try:
            while self._coming:
                together, self._coming = self._coming[:AT_ONCE], self._coming[AT_ONCE:]
                await self._write_together([one for one, _ in together], [kept for _, kept in together])
        finally:
            self._writing = None

    async def _write_together(self, ones: list[Arrival], kept: list[asyncio.Future[None]]) -> None:
        error: Exception | None = None
        try:
            await asyncio.to_thread(self._insert, ones)
        except Exception as raised:
            error = raised
        for future in kept:
            if future.done():
                continue
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)

    def _insert(self, ones: list[Arrival]) -> None:
        now = self._clock()
        rows = [{"channel": one.channel, "id": one.id, "body": one.body, "at": now} for one in ones]
        with self._database.writing() as connection:
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            connection.execute(insert(arrival).on_conflict_do_nothing(), rows)

    def untaken(self, channel: str, at_most: int = AT_ONCE) -> list[Untaken]:
        """Give what is still to be taken in on a channel, in the order in which it arrived."""
        query = (
            sa.select(arrival.c.number, arrival.c.body)
            .where(arrival.c.channel == channel, arrival.c.body.is_not(None))
            .order_by(arrival.c.number)
            .limit(at_most)
        )
        with self._database.reading() as connection:
            return [Untaken(row.number, row.body) for row in connection.execute(query)]

    def taken(self, numbers: Collection[int]) -> None:
        """Note that arrivals were taken in; what they said is forgotten, their ids are not."""
        with self._database.writing() as connection:
            connection.execute(arrival.update().where(arrival.c.number.in_(numbers)).values(body=None))

    def forget_before(self, moment: dt.datetime) -> None:
        """Forget the ids of what was taken in and arrived before a moment."""
        with self._database.writing() as connection:
            connection.execute(arrival.delete().where(arrival.c.body.is_(None), arrival.c.at < moment))

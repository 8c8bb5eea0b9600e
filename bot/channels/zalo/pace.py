"""The pace: so many sends a second for the account, by all processes together."""

from __future__ import annotations

import asyncio
import datetime as dt

import sqlalchemy as sa

from bot.channels.zalo.tables import pace
from bot.clock import Clock
from bot.conversations.database import Database

LONGEST_WAIT = dt.timedelta(seconds=5)


class Pace:
    """Gives each send its moment."""

    def __init__(self, database: Database, oa_id: str, per_second: float, clock: Clock) -> None:
        self._database = database
        self._oa_id = oa_id
        self._gap = dt.timedelta(seconds=1 / per_second)
        self._clock = clock

    async def wait(self) -> dt.timedelta | None:
        """Wait for one's moment; where that is too far away, give how far, and take none."""
        until = await asyncio.to_thread(self._take)
        if until > LONGEST_WAIT:
            return until
        await asyncio.sleep(max(until.total_seconds(), 0.0))
        return None

    def pause(self, how_long: dt.timedelta) -> None:
        """Let nobody send for a while: the account is too fast for Zalo."""
        until = self._clock() + how_long
        with self._database.writing() as connection:
            self._move(connection, self._next(connection), until)

    def _take(self) -> dt.timedelta:
        """Give how long it is to the next free moment, and take that where it is near."""
        now = self._clock()
        with self._database.writing() as connection:
            last = self._next(connection)
            mine = max(last, now) if last is not None else now
            if mine - now <= LONGEST_WAIT:
                self._move(connection, last, mine + self._gap)
        return mine - now

    def _next(self, connection: sa.Connection) -> dt.datetime | None:
        query = sa.select(pace.c.next_at).where(pace.c.oa == self._oa_id).with_for_update()
        return connection.execute(query).scalar_one_or_none()

    def _move(self, connection: sa.Connection, last: dt.datetime | None, to: dt.datetime) -> None:
        if last is None:
            connection.execute(pace.insert().values(oa=self._oa_id, next_at=to))
        elif to > last:
            connection.execute(pace.update().where(pace.c.oa == self._oa_id).values(next_at=to))

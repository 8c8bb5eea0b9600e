"""Turns: work that only one process at a time may do, held for a while by its name."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.clock import Clock
from bot.conversations.database import Database
from bot.conversations.tables import turn


class Turns:
    """Who does which work now. A turn that is not given back ends by itself."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def take(self, name: str, holder: str, how_long: dt.timedelta) -> bool:
        """Take a turn, or hold one's own for longer; False where another one has it."""
        now = self._clock()
        values = {"holder": holder, "until": now + how_long}
        free = sa.or_(turn.c.holder.is_(None), turn.c.holder == holder, turn.c.until < now)
        taking = turn.update().where(turn.c.name == name, free).values(values)
        try:
            with self._database.writing() as connection:
                if connection.execute(taking).rowcount == 1:
                    return True
                if connection.scalar(sa.select(turn.c.name).where(turn.c.name == name)) is not None:
                    return False
                connection.execute(turn.insert().values(name=name, **values))
                return True
        except sa.exc.IntegrityError:
            # Another process took it for the first time in the same moment.
            return False

    def give_back(self, name: str, holder: str) -> None:
        """Let others have it."""
        mine = (turn.c.name == name, turn.c.holder == holder)
        with self._database.writing() as connection:
            connection.execute(turn.update().where(*mine).values(holder=None, until=None))

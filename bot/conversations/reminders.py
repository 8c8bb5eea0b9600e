"""Reminders to the units that have a dossier, numbered, for whoever passes them on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from bot.conversations.database import Database
from bot.conversations.tables import reminder


@dataclass(frozen=True)
class Reminder:
    """One reminder: whose dossier, which unit has it, who asked, when."""

    number: int
    dossier: str
    unit: str | None
    conversation: str
    at: dt.datetime


class Reminders:
    """Keeps reminders in the database (``actions.dossiers.desk.Reminders``)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, dossier: str, unit: str | None, conversation: str, now: dt.datetime) -> int:
        """Keep a reminder; give its number. The same one of the same day keeps the number that it has."""
        same = sa.and_(reminder.c.dossier == dossier, reminder.c.at > now - dt.timedelta(days=1))
        with self._database.writing() as connection:
            number = connection.execute(sa.select(sa.func.max(reminder.c.number)).where(same)).scalar()
            if number is None:
                values = {"dossier": dossier, "unit": unit, "conversation": conversation, "at": now}
                kept = connection.execute(reminder.insert().values(values).returning(reminder.c.number))
                number = kept.scalar_one()
        return int(number)

    def all(self) -> list[Reminder]:
        """Give all reminders, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(reminder).order_by(reminder.c.number.desc()))
            return [Reminder(**row._mapping) for row in rows]

"""Reminders to units, numbered in the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from bot.conversations.database import Database
from bot.conversations.reminders import Reminders
from knowledge.store.database import open_engine
from tests.bot.conversations.world import NOON


@pytest.fixture
def reminders(database_url: str) -> Iterator[Reminders]:
    engine = open_engine(database_url)
    yield Reminders(Database(engine))
    engine.dispose()


def test_reminders_are_numbered_and_told_the_newest_first(reminders: Reminders) -> None:
    assert [reminders.add(f"H15.18-230601-000{n}", "Sở Thử", "c", NOON) for n in (1, 2)] == [1, 2]
    kept = reminders.all()
    assert [(one.number, one.dossier, one.unit, one.at) for one in kept] == [
        (2, "H15.18-230601-0002", "Sở Thử", NOON),
        (1, "H15.18-230601-0001", "Sở Thử", NOON),
    ]


def test_the_same_reminder_of_a_day_is_one(reminders: Reminders) -> None:
    first = reminders.add("H15.18-230601-0001", None, "c", NOON)
    assert reminders.add("H15.18-230601-0001", None, "d", NOON + dt.timedelta(hours=2)) == first
    assert reminders.add("H15.18-230601-0001", None, "c", NOON + dt.timedelta(hours=25)) == first + 1
    assert len(reminders.all()) == 2

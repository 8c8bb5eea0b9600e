from __future__ import annotations

import datetime as dt

import pytest

from actions.dossiers.working_days import WorkingDays
from actions.province import WorkingCalendar

DAYS = WorkingDays(WorkingCalendar(years=[2026]))
THURSDAY = dt.date(2026, 11, 19)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-19", True),
        ("2026-11-21", False),
        ("2026-11-24", False),  # Vietnam's Culture Day, since 2026
        ("2026-08-22", True),  # a Saturday swapped for Monday 31 August
        ("2026-08-31", False),
        ("2026-02-17", False),
    ],
)
def test_holidays_and_swapped_days(day: str, works: bool) -> None:
    assert DAYS.is_working(dt.date.fromisoformat(day)) is works


def test_the_provinces_own_days_stand_before_the_countrys() -> None:
    own = WorkingDays(
        WorkingCalendar(
            years=[2026], days_off=[dt.date(2026, 11, 20)], days_worked=[dt.date(2026, 11, 24), dt.date(2026, 11, 21)]
        )
    )
    assert not own.is_working(dt.date(2026, 11, 20))
    assert own.is_working(dt.date(2026, 11, 24))
    assert own.left(THURSDAY, dt.date(2026, 11, 25)) == 4  # 21, 23, 24, 25


def test_today_is_not_counted_and_the_last_day_is() -> None:
    assert DAYS.left(THURSDAY, THURSDAY) == 0
    assert DAYS.left(THURSDAY, dt.date(2026, 11, 20)) == 1
    assert DAYS.left(THURSDAY, dt.date(2026, 11, 25)) == 3  # 20, 23, 25: the 24th is a holiday


def test_what_is_past_or_without_a_table_is_not_counted() -> None:
    assert DAYS.left(THURSDAY, dt.date(2026, 11, 18)) is None
    assert DAYS.left(dt.date(2026, 12, 30), dt.date(2027, 1, 5)) is None
    assert WorkingDays(WorkingCalendar()).left(THURSDAY, THURSDAY) is None


def test_shift_steps_over_what_is_no_working_day() -> None:
    assert DAYS.shift(dt.date(2026, 11, 23), 1) == dt.date(2026, 11, 25)
    assert DAYS.shift(dt.date(2026, 11, 25), -1) == dt.date(2026, 11, 23)
    assert DAYS.shift(THURSDAY, 0) == THURSDAY

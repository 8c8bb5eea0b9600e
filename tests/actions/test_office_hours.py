"""When people of the office are there."""

from __future__ import annotations

import datetime as dt

import pytest

from actions.dossiers.local_time import VIETNAM
from actions.dossiers.working_days import WorkingDays
from actions.office_hours import OfficeHours
from actions.province import Opening, WorkingCalendar

MORNING = Opening(opens=dt.time(7, 30), closes=dt.time(11, 30))
AFTERNOON = Opening(days=[1, 2, 3, 4], opens=dt.time(13, 30), closes=dt.time(17))
DAYS = WorkingDays(WorkingCalendar(years=[2026]))
HOURS = OfficeHours([AFTERNOON, MORNING], DAYS)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of a week of November 2026 whose Monday is the 16th."""
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("now", "is_open", "opens"),
    [
        (at(17, 8), True, at(17, 13, 30)),
        (at(17, 11, 30), False, at(17, 13, 30)),
        (at(17, 17), False, at(18, 7, 30)),
        (at(20, 14), False, at(23, 7, 30)),
        (at(21, 9), False, at(23, 7, 30)),
        (at(17, 8).astimezone(dt.UTC), True, at(17, 13, 30)),
    ],
)
def test_hours_are_those_of_working_days(now: dt.datetime, is_open: bool, opens: dt.datetime) -> None:
    assert HOURS.is_open(now) is is_open
    assert HOURS.next_opening(now) == opens


def test_a_holiday_is_no_day_of_work() -> None:
    assert not HOURS.is_open(dt.datetime(2026, 9, 2, 9, tzinfo=VIETNAM))


def test_hours_that_nobody_set_are_not_known() -> None:
    unknown = OfficeHours([], DAYS)
    assert not unknown.are_known
    assert unknown.next_opening(at(17, 8)) is None

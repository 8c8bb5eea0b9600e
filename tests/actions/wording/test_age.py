from __future__ import annotations

import datetime as dt

import pytest

from actions.wording.age import is_old, months_later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-07-31", 6, "2027-01-31"),
        ("2026-07-29", 6, "2027-01-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-10-31", 6, "2027-04-30"),
        ("2026-06-30", 6, "2026-12-30"),
        ("2026-12-01", 12, "2027-12-01"),
        ("2026-01-15", 0, "2026-01-15"),
    ],
)
def test_a_day_some_months_later(day: str, months: int, later: str) -> None:
    assert months_later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


def test_a_source_is_old_on_the_day_after_six_months() -> None:
    of_july = dt.date(2026, 7, 31)
    assert not is_old(of_july, dt.date(2027, 1, 31))
    assert is_old(of_july, dt.date(2027, 2, 1))
    assert not is_old(None, dt.date(2030, 1, 1))

"""How old what a source says is."""

from __future__ import annotations

import calendar
import datetime as dt

OLD_AFTER_MONTHS = 6


def is_old(as_of: dt.date | None, today: dt.date) -> bool:
    """Say whether a source of this day is more than ``OLD_AFTER_MONTHS`` old; one without a day is not."""
    return as_of is not None and months_later(as_of, OLD_AFTER_MONTHS) < today


def months_later(day: dt.date, months: int) -> dt.date:
    """Give the same day ``months`` later, the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

"""Working days of the offices: the country's holidays and swapped days, and the province's own."""

from __future__ import annotations

import datetime as dt

import holidays

from actions.province import WorkingCalendar

SATURDAY = 5


class WorkingDays:
    """Tells and counts working days, in the years whose table is known."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Take the province's part of the calendar; ``calendar.years`` are the years that can be counted in."""
        self._years = frozenset(calendar.years)
        self._off = frozenset(calendar.days_off)
        self._worked = frozenset(calendar.days_worked)
        self._country = holidays.country_holidays("VN", years=sorted(self._years))

    def is_working(self, day: dt.date) -> bool:
        """Say whether the offices work on ``day``; in a year without a table, whether it is a weekday."""
        if day in self._worked:
            return True
        if day in self._off:
            return False
        if day.year not in self._years:
            return day.weekday() < SATURDAY
        return bool(self._country.is_working_day(day))

    def left(self, today: dt.date, due: dt.date) -> int | None:
        """Count the working days after ``today`` up to and with ``due``: 0 on the day itself.

        ``None`` where ``due`` is past, or where a year on the way has no table.
        """
        if due < today or not self._years.issuperset(range(today.year, due.year + 1)):
            return None
        return sum(self.is_working(today + dt.timedelta(days=n)) for n in range(1, (due - today).days + 1))

    def shift(self, day: dt.date, count: int) -> dt.date:
        """Give the working day that lies ``count`` working days after ``day`` (before it, when negative)."""
        step = dt.timedelta(days=1 if count >= 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

"""When people of the office are there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from actions.dossiers.local_time import VIETNAM
from actions.dossiers.working_days import WorkingDays
from actions.province import Opening

# No holiday is longer.
LONGEST_BREAK = 15


class OfficeHours:
    """The hours of working days, as the province's file sets them."""

    def __init__(self, opening: Sequence[Opening], days: WorkingDays) -> None:
        """Take the hours, none where they are not known, and the calendar."""
        self._opening = sorted(opening, key=lambda hours: hours.opens)
        self._days = days

    @property
    def are_known(self) -> bool:
        """Say whether the province's file tells them."""
        return bool(self._opening)

    def is_open(self, now: dt.datetime) -> bool:
        """Say whether ``now`` lies in the hours of a working day."""
        at = now.astimezone(VIETNAM)
        return any(hours.opens <= at.time() < hours.closes for hours in self._of(at.date()))

    def next_opening(self, now: dt.datetime) -> dt.datetime | None:
        """Give the moment after ``now`` at which the office opens next; ``None`` where none is known."""
        at = now.astimezone(VIETNAM)
        for day in (at.date() + dt.timedelta(days=n) for n in range(LONGEST_BREAK)):
            for hours in self._of(day):
                opens = dt.datetime.combine(day, hours.opens, VIETNAM)
                if opens > at:
                    return opens
        return None

    def _of(self, day: dt.date) -> list[Opening]:
        if not self._days.is_working(day):
            return []
        return [hours for hours in self._opening if not hours.days or day.isoweekday() in hours.days]

"""How long a procedure takes, by way of handing in: nothing added."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.wording.doubts import doubtful
from actions.wording.terms import Terms, said
from actions.wording.ways import WayLine, by_way, ways
from actions.wording.writing import cut
from knowledge.procedure import Duration, Procedure, Submission, Way

TEXT_LENGTH = 220
_AFTER_THREE = re.compile(r"sau\s+15\s*(?:giờ|h|:00)", re.IGNORECASE)
_NEXT_DAY = re.compile(r"ngày làm việc (?:tiếp theo|kế tiếp|sau|hôm sau)", re.IGNORECASE)


@dataclass(frozen=True)
class TimeLine:
    """How long it takes in some ways."""

    where: WayLine
    time: Duration | None
    text: str | None
    same_day: bool
    unsure: bool

    @property
    def known(self) -> bool:
        """Say whether anything certain is known."""
        return self.time is not None or self.text is not None


@dataclass(frozen=True)
class Times:
    """How long it takes, ways of equal time together, and all ways of handing in."""

    lines: list[TimeLine]
    ways: list[Way]


def times(procedure: Procedure, terms: Terms) -> Times:
    """Lay out how long it takes."""
    return Times(time_lines(procedure, terms), ways(procedure))


def time_lines(procedure: Procedure, terms: Terms) -> list[TimeLine]:
    """Give how long it takes, ways of equal time together."""
    next_day = _after_three_next_day(procedure.steps)

    def key(row: Submission) -> tuple[object, ...]:
        return row.time and (row.time.value, row.time.unit), _sentence(row.time_text) if row.time is None else None

    lines = []
    for where, rows in by_way(procedure.submissions, key, terms):
        row = procedure.submissions[rows[0]]
        text = _sentence(row.time_text)
        a_day = row.time is not None and row.time.value == 1 and row.time.unit == "working_day"
        lines.append(
            TimeLine(
                where=where,
                time=row.time,
                text=cut(terms.today(text), TEXT_LENGTH) if text else None,
                same_day=a_day and next_day,
                unsure=doubtful(procedure, "time", rows),
            )
        )
    return lines


def _after_three_next_day(steps: str | None) -> bool:
    return steps is not None and any(
        _NEXT_DAY.search(steps, found.end(), found.end() + 200) for found in _AFTER_THREE.finditer(steps)
    )


def _sentence(text: str | None) -> str | None:
    """A time's text, where it is more than a bare number."""
    whole = said(text)
    return whole.rstrip(" .;") if whole and any(ch.isalpha() for ch in whole) else None

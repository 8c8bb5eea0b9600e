"""What is worked out from a record where it is certain: copies times a fee, a day of the calendar, an age."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from actions.dossiers.working_days import WorkingDays
from actions.fixed_phrases import fold
from actions.wording.age_limits import AgeLimit, age_limits
from actions.wording.doubts import doubtful
from actions.wording.numbers import Numbers
from actions.wording.words import read_words
from knowledge.procedure import Duration, Fee, Procedure
from knowledge.statement import Kind, Statement, statements_of

_PER = re.compile(r"^(?:cho\s+)?(?:một|mỗi|1)\s+(?P<unit>.+)$", re.IGNORECASE)
_FIRST_PAGES = re.compile(r"^một trang, (?:hai|2) trang đầu$", re.IGNORECASE)
_LATER_PAGES = re.compile(r"^một trang, từ trang thứ (?:ba|3)$", re.IGNORECASE)
_AT_MOST = re.compile(r"một bản không quá ([\d.]+) đồng", re.IGNORECASE)
_CHEAPER_PAGES_FROM = 3
_MOST_COPIES = 500
# Where nobody said how many pages a copy has, these are worked out as examples.
_SUPPOSED_PAGES = (1, 2)
_HANDED_IN = re.compile(r"\b(?:nop|lam|di|gui|den|toi)\b")
_WHEN = re.compile(r"\b(?:khi nao|bao gio|hom nao|ngay nao|chung nao|may hom|bua nao|ngay may|bao lau|may ngay)\b")
_HOW_MUCH = re.compile(r"\b(?:bao nhieu|nhieu|bn|may tien|het may|phi|tien|ton)\b")
_TODAY = re.compile(r"\b(?:hom nay|bua nay|bua ni|hom ni|bay gio)\b")
_TOMORROW = re.compile(r"\b(?:ngay mai|sang mai|chieu mai|mai)\b")
_SAME_DAY = re.compile(r"trong (?:ngày|buổi)|sau 15 giờ", re.IGNORECASE)
_AGE_SHOWN = 3
_LONGEST_WAIT = 365


@dataclass(frozen=True)
class Computed:
    """One thing worked out, for ``computed.txt.j2``.

    Attributes:
        kind: what it is; the template has a sentence for each.
        values: what the sentence names.
        statements: what the record says and it was worked out from.
    """

    kind: Literal["copies", "pages", "day", "age"]
    values: Mapping[str, Any] = field(default_factory=dict)
    statements: Sequence[Statement] = ()


class Computing:
    """Works out what a message asks for, from one record."""

    def __init__(self, days: WorkingDays) -> None:
        self._days = days
        self._numbers = Numbers()
        said = self._numbers.words
        self._counted = {
            kind: re.compile(rf"\b(\d{{1,3}}|{said}) (?:{'|'.join(units)})\b")
            for kind, units in read_words("numbers")["units"].items()
        }

    def of(self, procedure: Procedure, text: str, today: dt.date) -> Computed | None:
        """Give what can be worked out for a message, None where nothing is certain.

        Args:
            text: the message.
            today: in Vietnam.
        """
        said = fold(text)
        return self._price(procedure, said, today) or self._day(procedure, said, today) or self._age(procedure, said)

    def _price(self, procedure: Procedure, said: str, today: dt.date) -> Computed | None:
        if not _HOW_MUCH.search(said):
            return None
        copies, pages = self._number("copies", said), self._number("pages", said)
        fees = _single_fees(procedure, today)
        told = _of_kind(procedure, "fee")
        first = next((fee for fee in fees if fee.note and _FIRST_PAGES.match(fee.note)), None)
        later = next((fee for fee in fees if fee.note and _LATER_PAGES.match(fee.note)), None)
        if first and later and (pages or copies):
            most = _at_most(told)
            priced = [(p, _pages(p, first.amount, later.amount, most)) for p in ([pages] if pages else _SUPPOSED_PAGES)]
            rows = [{"pages": p, "each": each, "total": each * (copies or 1)} for p, each in priced]
            return Computed("pages", {"copies": copies or 1, "rows": rows}, told)
        for kind in ("copies", "items"):
            count, unit = self._number(kind, said), _unit(fees)
            if count and unit and self._counted[kind].search(f"1 {fold(unit[1])}"):
                each = unit[0].amount
                return Computed("copies", {"count": count, "unit": unit[1], "each": each, "total": each * count}, told)
        return None

    def _number(self, kind: str, said: str) -> int | None:
        found = self._counted[kind].search(said)
        count = self._numbers.value(found.group(1)) if found else None
        return count if count and count <= _MOST_COPIES else None

    def _day(self, procedure: Procedure, said: str, today: dt.date) -> Computed | None:
        named = _TODAY.search(said) or _TOMORROW.search(said)
        time = _single_time(procedure)
        if not named or not _HANDED_IN.search(said) or not _WHEN.search(said) or time is None:
            return None
        start = today if _TODAY.search(said) else today + dt.timedelta(days=1)
        if not self._days.is_working(start):
            start = self._days.shift(start, 1)
        count = int(time.value)
        if time.unit == "working_day":
            due = self._days.shift(start, count)
            certain = self._days.left(start, due) is not None
        else:
            due, certain = start + dt.timedelta(days=count), True
        if not certain:
            return None
        values = {"start": start, "count": count, "unit": time.unit, "due": due}
        return Computed("day", values, _of_kind(procedure, "time"))

    def _age(self, procedure: Procedure, said: str) -> Computed | None:
        age = self._numbers.age(said)
        if age is None:
            return None
        limits = [(statement, limit) for statement in statements_of(procedure) for limit in age_limits(statement.whole)]
        if not limits:
            return None
        within = _texts(limit for _, limit in limits if limit.holds(age))
        outside = [] if within else _texts(limit for _, limit in limits)
        told = list(dict.fromkeys(statement for statement, limit in limits if limit.holds(age)))
        told = told or list(dict.fromkeys(statement for statement, _ in limits))
        values = {"age": age, "within": within[:_AGE_SHOWN], "outside": outside[:_AGE_SHOWN]}
        return Computed("age", values, told[:_AGE_SHOWN])


def _texts(limits: Iterable[AgeLimit]) -> list[str]:
    return list(dict.fromkeys(limit.text for limit in limits))


def _of_kind(procedure: Procedure, kind: Kind) -> list[Statement]:
    return [statement for statement in statements_of(procedure) if statement.kind == kind][:_AGE_SHOWN]


def _single_fees(procedure: Procedure, today: dt.date) -> list[Fee]:
    """The amounts in đồng that hold today and are the same wherever such are paid; none where they differ."""
    by_way = [
        [fee for fee in row.fees if fee.currency == "VND" and (fee.from_ or today) <= today <= (fee.until or today)]
        for row in procedure.submissions
    ]
    told = [[(fee.amount, fee.note) for fee in fees] for fees in by_way if fees]
    return next(fees for fees in by_way if fees) if told and all(one == told[0] for one in told) else []


def _unit(fees: Sequence[Fee]) -> tuple[Fee, str] | None:
    """The only amount that is for one of something, and of what."""
    priced = [fee for fee in fees if fee.amount]
    found = _PER.match(priced[0].note) if len(priced) == 1 and priced[0].note else None
    return (priced[0], found.group("unit").rstrip(" .")) if found else None


def _pages(pages: int, first: Decimal, later: Decimal, at_most: Decimal | None) -> Decimal:
    """What one copy of so many pages costs: two pages at the first price, the rest at the later one."""
    dear = min(pages, _CHEAPER_PAGES_FROM - 1)
    price = first * dear + later * (pages - dear)
    return min(price, at_most) if at_most is not None else price


def _at_most(told: Sequence[Statement]) -> Decimal | None:
    found = next((found for statement in told if (found := _AT_MOST.search(statement.text))), None)
    return Decimal(found.group(1).replace(".", "")) if found else None


def _single_time(procedure: Procedure) -> Duration | None:
    """The only time at the counter, where it is counted in whole days and nothing makes it doubtful."""
    rows = [at for at, row in enumerate(procedure.submissions) if row.way == "direct"]
    told = [procedure.submissions[at] for at in rows]
    times = {(row.time.value, row.time.unit) if row.time else None for row in told}
    time = told[0].time if len(times) == 1 else None
    if time is None or time.unit not in ("working_day", "day") or doubtful(procedure, "time", rows):
        return None
    same_day = any(_SAME_DAY.search(row.time_text or "") for row in told)
    return time if time.value == int(time.value) <= _LONGEST_WAIT and not same_day else None

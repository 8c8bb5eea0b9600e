"""Fees, times and the like of a procedure, laid out for the templates: sorted, shortened, nothing added."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from actions.wording.rendering import Terms, cut, number
from knowledge.procedure import Duration, Fee, Flag, Procedure, Submission, Way

SOON = dt.timedelta(days=60)
TEXT_LENGTH = 220
NOTE_LENGTH = 160
ACT_LENGTH = 140
WAYS: tuple[Way, ...] = ("direct", "online", "post")
_AFTER_THREE = re.compile(r"sau\s+15\s*(?:giờ|h|:00)", re.IGNORECASE)
_NEXT_DAY = re.compile(r"ngày làm việc (?:tiếp theo|kế tiếp|sau|hôm sau)", re.IGNORECASE)
_NOTHING_SAID = re.compile(r"^\W*(?:không có thông tin|không có|không|chưa có thông tin)?\W*$", re.IGNORECASE)

# A flag of the whole table says in its reason which of the two it means.
_SAYS = {
    "fee": re.compile(r"\b(?:phí|miễn|thu)\b", re.IGNORECASE),
    "time": re.compile(r"\b(?:thời hạn|ngày)\b", re.IGNORECASE),
}

_ROW = re.compile(r"submissions(?:\[(\d+)\])?(?=\.|$)")
_FREE = re.compile(r"miễn phí", re.IGNORECASE)
_SAYS_FREE = re.compile(r"\bmiễn (?:lệ )?phí\b|\bkhông (?:mất|phải nộp|thu) phí\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\.\s+(?=[A-ZĐÀ-Ỹ])")

Doubtful = Literal["fee", "time"]
Key = TypeVar("Key")


@dataclass(frozen=True)
class WayLine:
    """Ways of handing in that share a value. ``note`` tells rows of the same way apart."""

    ways: list[Way]
    note: str | None


@dataclass(frozen=True)
class FeeItem:
    """An amount that holds today, and what comes after it where that is near."""

    amount: Fee
    after: list[Fee] = field(default_factory=list)
    soon: bool = False

    @property
    def next_day(self) -> dt.date | None:
        """The day after the last one of a dated amount."""
        return self.amount.until + dt.timedelta(days=1) if self.amount.until else None


@dataclass(frozen=True)
class FeeLine:
    """What is paid in some ways.

    Attributes:
        items: the amounts; none where none is certain.
        text: what the source wrote.
        remark: what a curated record says besides the amounts: who is exempt, how much at most, what comes on top.
        by_province: whether the source says that the province sets it.
        unsure: whether a flag makes the amounts doubtful.
        free_unsure: whether a flag contradicts that it is free of charge.
    """

    where: WayLine
    items: list[FeeItem]
    text: str | None
    remark: str | None
    by_province: bool
    unsure: bool
    free_unsure: bool

    @property
    def free(self) -> bool:
        """Whether it is certain that nothing is paid."""
        return bool(self.items) and all(item.amount.amount == 0 and not item.amount.until for item in self.items)


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
        """Whether anything certain is known."""
        return self.time is not None or self.text is not None


def uncertain(procedure: Procedure, part: Doubtful) -> bool:
    """Whether a flag of the record makes any of its fees or times doubtful."""
    return _doubtful(procedure, part, range(len(procedure.submissions)))


def free_is_doubtful(procedure: Procedure) -> bool:
    """Whether a flag of the record contradicts that it is free of charge."""
    return _free_doubtful(procedure, range(len(procedure.submissions)))


def fees(procedure: Procedure, terms: Terms, today: dt.date) -> list[FeeLine]:
    """What is paid, ways of equal fees together."""

    def key(row: Submission) -> tuple[object, ...]:
        return (
            tuple(fee.model_dump_json() for fee in row.fees),
            row.set_by,
            _remark(row) if procedure.curated and row.fees else said(row.fee_text) if not row.fees else None,
        )

    lines = []
    for where, rows in _by_way(procedure.submissions, key, terms):
        row = procedure.submissions[rows[0]]
        text = said(row.fee_text)
        by_province = row.set_by == "province"
        sure = [] if by_province and all(fee.amount == 0 for fee in row.fees) else row.fees
        lines.append(
            FeeLine(
                where=where,
                items=_current(sure, today),
                text=cut(terms.today(text), TEXT_LENGTH) if text else None,
                remark=_remark(row) if procedure.curated and sure else None,
                by_province=by_province,
                unsure=_doubtful(procedure, "fee", rows),
                free_unsure=_free_doubtful(procedure, rows),
            )
        )
    return lines


def times(procedure: Procedure, terms: Terms) -> list[TimeLine]:
    """How long it takes, ways of equal time together."""
    next_day = _after_three_next_day(procedure.steps)

    def key(row: Submission) -> tuple[object, ...]:
        return row.time and (row.time.value, row.time.unit), _sentence(row.time_text) if row.time is None else None

    lines = []
    for where, rows in _by_way(procedure.submissions, key, terms):
        row = procedure.submissions[rows[0]]
        text = _sentence(row.time_text)
        a_day = row.time is not None and row.time.value == 1 and row.time.unit == "working_day"
        lines.append(
            TimeLine(
                where=where,
                time=row.time,
                text=cut(terms.today(text), TEXT_LENGTH) if text else None,
                same_day=a_day and next_day,
                unsure=_doubtful(procedure, "time", rows),
            )
        )
    return lines


def ways(procedure: Procedure) -> list[Way]:
    """The ways of handing in, each once: at the counter, online, by post."""
    known = {row.way for row in procedure.submissions}
    return [way for way in WAYS if way in known]


def legal_acts(procedure: Procedure) -> list[str]:
    """Number and title of each legal document; the number once, and no title in capitals."""
    acts = []
    for act in procedure.legal_basis:
        title = act.title.capitalize() if act.title and act.title.isupper() else act.title
        parts = [act.number if act.number and act.number not in (title or "") else None, title]
        acts.append(cut(": ".join(part for part in parts if part), ACT_LENGTH))
    return [act for act in acts if act]


def at_centre(procedure: Procedure) -> bool:
    """Whether the record itself says that it is handed in at a Trung tâm Phục vụ hành chính công."""
    return "trung tâm phục vụ hành chính công" in (procedure.steps or "").lower()


def said(text: str | None) -> str | None:
    """The text, where the source says something: "Không có thông tin" says nothing."""
    return None if text is None or _NOTHING_SAID.match(text) else text


def _after_three_next_day(steps: str | None) -> bool:
    return steps is not None and any(
        _NEXT_DAY.search(steps, found.end(), found.end() + 200) for found in _AFTER_THREE.finditer(steps)
    )


def _remark(row: Submission) -> str | None:
    """The parts of a fee's text that do not just repeat its amounts, as sentences."""
    amounts = [number(fee.amount) for fee in row.fees if fee.amount]
    sentences = []
    for sentence in _SENTENCE_END.split((row.fee_text or "").rstrip(" .")):
        parts = [part for part in sentence.split("; ") if not _repeats(part, amounts, row.fees)]
        if parts:
            joined = "; ".join(parts)
            sentences.append(joined[:1].upper() + joined[1:])
    return ". ".join(sentences) or None


def _repeats(part: str, amounts: Sequence[str], fees: Sequence[Fee]) -> bool:
    is_free = any(fee.amount == 0 for fee in fees)
    return any(re.search(rf"(?<![\d.]){re.escape(amount)}(?![\d.])", part) for amount in amounts) or (
        is_free and _SAYS_FREE.search(part) is not None
    )


def _current(rows: Sequence[Fee], today: dt.date) -> list[FeeItem]:
    now = [fee for fee in rows if (fee.from_ or today) <= today <= (fee.until or today)]
    dated = [fee for fee in now if fee.until is not None]
    regular = [fee for fee in now if fee.until is None]
    # One reduced and one regular amount are the same payment: the regular one comes after.
    replaced = regular if len(dated) == len(regular) == 1 and regular[0].note in (None, dated[0].note) else []
    items = []
    for fee in now:
        if fee in replaced:
            continue
        soon = fee.until is not None and fee.until - today <= SOON
        after = [*replaced, *(f for f in rows if f.from_ and fee.until and f.from_ > fee.until)] if soon else []
        items.append(FeeItem(fee, after, soon))
    return items


def _same_fee(fee: Fee) -> tuple[object, ...]:
    return fee.amount, fee.currency, (fee.note or "").rstrip(" ."), fee.from_, fee.until


def _by_way(
    submissions: Sequence[Submission], key: Callable[[Submission], Key], terms: Terms
) -> list[tuple[WayLine, list[int]]]:
    """The rows of equal key together, each with the ways that they are for; rows are given by their places."""
    groups: dict[Key, list[int]] = {}
    for place, row in enumerate(submissions):
        groups.setdefault(key(row), []).append(place)
    ways_of = [{submissions[place].way for place in places} for places in groups.values()]
    several = {way for way in WAYS if sum(way in known for known in ways_of) > 1}
    lines = []
    for places, known in zip(groups.values(), ways_of, strict=True):
        note = said(submissions[places[0]].note) if several & known else None
        shown = cut(terms.line(note), NOTE_LENGTH) if note else None
        lines.append((WayLine([way for way in WAYS if way in known], shown), places))
    return lines


def _flags_of(procedure: Procedure, rows: Sequence[int]) -> list[Flag]:
    """The flags of these rows of the table, and those of the whole table."""
    flags = []
    for flag in procedure.flags:
        match = _ROW.match(flag.field)
        if match and (match[1] is None or int(match[1]) in rows):
            flags.append(flag)
    return flags


def _doubtful(procedure: Procedure, part: Doubtful, rows: Sequence[int]) -> bool:
    """Whether a flag makes the fees or the times of these rows doubtful.

    Who wrote a curated record has settled what the flags of the whole table say.
    """
    for flag in _flags_of(procedure, rows):
        whole_table = flag.field == "submissions" and not procedure.curated
        if part in flag.field or (whole_table and _SAYS[part].search(flag.reason)):
            return True
    return False


def _free_doubtful(procedure: Procedure, rows: Sequence[int]) -> bool:
    return any(_FREE.search(flag.reason) for flag in _flags_of(procedure, rows))


def _sentence(text: str | None) -> str | None:
    """A time's text, where it is more than a bare number."""
    whole = said(text)
    return whole.rstrip(" .;") if whole and any(ch.isalpha() for ch in whole) else None

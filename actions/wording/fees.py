"""What a procedure costs, by way of handing in: sorted, shortened, nothing added."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from actions.wording.doubts import doubtful, free_doubtful
from actions.wording.terms import Terms, said
from actions.wording.ways import WayLine, by_way, ways
from actions.wording.writing import cut, number
from knowledge.procedure import Fee, Procedure, Submission, Way

SOON = dt.timedelta(days=60)
TEXT_LENGTH = 220
MOST_ROWS = 8
_SAYS_FREE = re.compile(r"\bmiễn (?:lệ )?phí\b|\bkhông (?:mất|phải nộp|thu) phí\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\.\s+(?=[A-ZĐÀ-Ỹ])")


@dataclass(frozen=True)
class FeeItem:
    """An amount that holds today, and what comes after it where that is near."""

    amount: Fee
    after: list[Fee] = field(default_factory=list)
    soon: bool = False

    @property
    def next_day(self) -> dt.date | None:
        """Give the day after the last one of a dated amount."""
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
        """Say whether it is certain that nothing is paid."""
        return bool(self.items) and all(item.amount.amount == 0 and not item.amount.until for item in self.items)


@dataclass(frozen=True)
class Fees:
    """What is paid, as an answer shows it.

    Attributes:
        lines: what is paid, ways of equal fees together.
        rows: each amount with its line, without an amount where none is certain; at most ``MOST_ROWS``.
        more: how many rows are not shown.
        ways: all ways of handing in.
    """

    lines: list[FeeLine]
    rows: list[tuple[FeeLine, FeeItem | None]]
    more: int
    ways: list[Way]


def fees(procedure: Procedure, terms: Terms, today: dt.date) -> Fees:
    """Lay out what is paid ``today``."""
    lines = fee_lines(procedure, terms, today)
    rows: list[tuple[FeeLine, FeeItem | None]] = []
    for line in lines:
        rows += [(line, item) for item in line.items] or [(line, None)]
    return Fees(lines, rows[:MOST_ROWS], len(rows[MOST_ROWS:]), ways(procedure))


def fee_lines(procedure: Procedure, terms: Terms, today: dt.date) -> list[FeeLine]:
    """Give what is paid ``today``, ways of equal fees together."""

    def key(row: Submission) -> tuple[object, ...]:
        return (
            tuple(fee.model_dump_json() for fee in row.fees),
            row.set_by,
            _remark(row) if procedure.curated and row.fees else said(row.fee_text) if not row.fees else None,
        )

    lines = []
    for where, rows in by_way(procedure.submissions, key, terms):
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
                unsure=doubtful(procedure, "fee", rows),
                free_unsure=free_doubtful(procedure, rows),
            )
        )
    return lines


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

"""What is to be paid: one fee cell of a source, such as "50,000 Việt Nam Đồng(Lệ phí…)" or "Miễn phí".

A cell begins with an amount, with "Miễn phí" or with nothing stated, and may explain itself in brackets. The
explanation often contradicts the beginning: then no amount is certain, and the record is flagged.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from knowledge.importers.text import one_line, stated
from knowledge.procedure import Fee

_FREE = "miễn phí"
_CURRENCIES = {"usd": "USD", "đô la mỹ": "USD"}
_LEAST_DONG = 1000
"""A smaller amount in đồng is not charged: its thousands were dropped, or it stands for "not filled in"."""

_HEAD = re.compile(
    r"\s*(?:(?:Phí|Lệ phí)\s*:\s*)?(?:(?P<free>Miễn phí)|(?P<amount>\d[\d.,]*)\s*"
    r"(?P<currency>Việt Nam Đồng|VNĐ|VND|Đồng|đồng|USD))",
)
_GROUPED = r"\d{1,3}(?:[.,]\d{3})+"
_CURRENCY_WORD = r"(?:đồng|vnđ|vnd|đ(?![\w])|usd)"
_MONEY = re.compile(
    rf"(?<![\w/.,])(?P<number>{_GROUPED}|\d+)(?:\s*\([^()\d]*\))?\s*(?P<million>triệu)?\s*(?P<currency>{_CURRENCY_WORD})"
    rf"|(?<![\w/.,])(?P<bare>{_GROUPED})(?!\d|/\d|[.,]\d)",
    re.IGNORECASE,
)
_DAY = r"(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})"
_FROM = re.compile(rf"từ\s+(?:kể\s+từ\s+)?(?:ngày\s+)?{_DAY}", re.IGNORECASE)
_UNTIL = re.compile(rf"đến\s+(?:hết\s+)?(?:ngày\s+)?{_DAY}", re.IGNORECASE)
_REDUCTION = re.compile(
    rf"áp\s+dụng\s+mức\s+(?:phí|thu|lệ phí|thu phí|thu lệ phí)\s*:?\s*(?P<number>{_GROUPED})\s*(?:đồng|đ\b|vnđ)"
    r"(?P<between>[^;]*?)(?:kể\s+)?từ\s+(?:ngày\s+)?"
    rf"{_DAY}\s+đến\s+(?:hết\s+)?(?:ngày\s+)?{_DAY}[^;)]*",
    re.IGNORECASE,
)
_AFFIRMS_FREE = re.compile(
    r"(?:-\s*)?(?:không(?: có| thu(?: phí| lệ phí)?)?|(?:không|chưa) quy định|miễn (?:lệ )?phí)"
    r"\s*(?:\(Thông tư số [^()]*\))?\s*[.;]?",
    re.IGNORECASE,
)
_SPEAKS_OF_MONEY = re.compile(
    r"phí|\bthu\b|đồng|biểu|quy định|thông tư|nghị định|nghị quyết|quyết định|luật|hội đồng|ủy ban|uỷ ban",
    re.IGNORECASE,
)
_COUNCIL = re.compile(r"hội đồng nhân dân|HĐND|(?:ủy|uỷ) ban nhân dân cấp tỉnh quy định", re.IGNORECASE)
_SHARE = re.compile(r"bằng\s+\d{1,3}\s*%", re.IGNORECASE)
_LABELLED = re.compile(r"(?:^|[.;\n]\s*)(?P<label>Phí|Lệ phí)\s*:\s*(?P<text>.*?)(?=[.;]\s*(?:Phí|Lệ phí)\s*:|$)")


@dataclass(frozen=True)
class FeeReading:
    """The amounts that are certain, the cell's own words, who sets them, and what an editor should look at."""

    fees: list[Fee] = field(default_factory=list)
    text: str | None = None
    set_by: Literal["province"] | None = None
    flags: list[str] = field(default_factory=list)


def read_fees(cell: str | None, beside: str = "") -> FeeReading:
    """Read one fee cell, given as the source has it: amount or "Miễn phí" first, an explanation in brackets after it.

    An amount of 0 is returned only where nothing in the cell contradicts it. What is not certain has no amount and a
    flag; ``text`` is always the whole cell, ``None`` where the source says nothing. ``beside`` is text of the same row
    that speaks of the fee outside of its cell.
    """
    whole = stated(cell)
    if whole is None:
        return FeeReading(set_by=set_by(beside))
    whole = one_line(whole)
    head = _HEAD.match(whole)
    if head is None:
        return FeeReading(text=whole, set_by=set_by(whole), flags=["Phí, lệ phí ghi bằng lời, không tách được mức."])
    explanation = _without_brackets(whole[head.end() :])
    bracketed = explanation if explanation.startswith("(") else f"({explanation})" if explanation else ""
    text = f"{head[0].strip()} {bracketed}".strip()
    amount = None if head["free"] else number(head["amount"])
    if not amount:
        return _free(explanation, text)
    return _amount(Fee(amount=amount, currency=_currency(head["currency"])), explanation, one_line(beside), text)


def number(digits: str) -> Decimal:
    """Read "50,000", "50.000" or "12": separators are of thousands, the source has no fractions."""
    return Decimal(re.sub(r"[.,]", "", digits))


def set_by(text: str | None) -> Literal["province"] | None:
    """Say whether the text leaves the fee to the province's council or committee."""
    return "province" if text and _COUNCIL.search(text) else None


def spoken_amounts(text: str) -> set[tuple[Decimal, str]]:
    """Every amount of money that the text names, with its currency."""
    return {(amount, currency) for amount, currency, _ in _amounts(text)}


def reductions(text: str) -> list[Fee]:
    """The dated reductions that the text names: "áp dụng mức phí 25.000 đồng … từ ngày … đến hết ngày …"."""
    return [
        Fee(amount=number(found["number"]), note=one_line(found[0]), from_=start, until=end)
        for found in _REDUCTION.finditer(text)
        if (start := _date(found.groups()[-6:-3])) and (end := _date(found.groups()[-3:])) and start <= end
    ]


def _free(explanation: str, text: str) -> FeeReading:
    if _AFFIRMS_FREE.fullmatch(explanation) or not _SPEAKS_OF_MONEY.search(explanation):
        return FeeReading(fees=[Fee(amount=Decimal(0), note=explanation or None)], text=text)
    return FeeReading(
        fees=reductions(explanation),
        text=text,
        set_by=set_by(explanation),
        flags=["Ghi “Miễn phí” nhưng phần giải thích nêu khác: chưa chắc được miễn phí."],
    )


def _amount(fee: Fee, explanation: str, beside: str, text: str) -> FeeReading:
    """Hold the amount at the head of a cell against what its explanation says."""
    if set_by(explanation):
        return FeeReading(text=text, set_by="province", flags=["Mức phí do HĐND hoặc UBND tỉnh quy định."])
    if explanation.startswith("Không được quy định"):
        return FeeReading(text=text, flags=["Có mức phí nhưng phần giải thích ghi không quy định."])
    reduced = reductions(explanation) or reductions(beside)
    undated = _REDUCTION.sub("", explanation)
    fee = fee.model_copy(update={"note": explanation or None})
    named = {(amount, currency) for amount, currency, _ in _amounts(undated)}
    if fee.currency == "VND" and fee.amount < _LEAST_DONG:
        full = fee.amount * 1000
        flags = [f"Mức phí ghi “{fee.amount}” đồng: thiếu phần nghìn hoặc chưa nhập."]
        if (full, "VND") not in named:
            return FeeReading(fees=reduced, text=text, flags=flags)
        fee = fee.model_copy(update={"amount": full})
    else:
        flags = []
        if _SHARE.search(undated) and not named:
            return FeeReading(fees=reduced, text=text, flags=["Mức phí ghi theo phần trăm: chưa rõ số tiền phải nộp."])
        if named and (fee.amount, fee.currency) not in named and not _sums_to(fee.amount, named):
            return FeeReading(text=text, flags=["Mức phí ở đầu ô khác với mức nêu trong phần giải thích."])
    dated = _dated(fee, undated)
    if len(named) > 1:
        flags.append("Phần giải thích còn nêu mức phí khác.")
    others = [other for other in _labelled(beside) if other.amount != fee.amount]
    return FeeReading(fees=[*dated, *reduced, *others], text=text, flags=flags)


def _sums_to(amount: Decimal, named: set[tuple[Decimal, str]]) -> bool:
    return len(named) > 1 and sum(part for part, currency in named if currency == "VND") == amount


def _dated(fee: Fee, explanation: str) -> list[Fee]:
    """Give the fee the days that stand in its own clause, and add the other dated amounts of the explanation."""
    fees = [fee]
    for clause in re.split(r";|\.\s+|\.(?=-)|\.$", explanation):
        start, end = _search_day(_FROM, clause), _search_day(_UNTIL, clause)
        if end is None:
            continue
        for amount, currency, _ in _amounts(clause):
            if currency != fee.currency:
                continue
            if amount == fee.amount:
                fees[0] = fees[0].model_copy(update={"from_": start, "until": end})
            elif amount < fee.amount:
                fees.append(Fee(amount=amount, currency=currency, note=one_line(clause), from_=start, until=end))
    return fees


def _labelled(beside: str) -> list[Fee]:
    """Amounts that the row names under their own label beside the cell: "Lệ phí: 100.000 đồng/hồ sơ."."""
    fees = []
    for found in _LABELLED.finditer(beside):
        amounts = list(_amounts(_REDUCTION.sub("", found["text"].split(". ")[0])))
        if len(amounts) == 1:
            amount, currency, _ = amounts[0]
            fees.append(Fee(amount=amount, currency=currency, note=found["label"]))
    return fees


def _amounts(text: str) -> Iterator[tuple[Decimal, str, int]]:
    for found in _MONEY.finditer(text):
        amount = number(found["number"] or found["bare"])
        if found["million"]:
            amount *= 1_000_000
        yield amount, _currency(found["currency"] or ""), found.start()


def _currency(word: str) -> str:
    return _CURRENCIES.get(word.lower(), "VND")


def _search_day(pattern: re.Pattern[str], text: str) -> dt.date | None:
    found = pattern.search(text)
    return _date(found.groups()) if found else None


def _date(parts: tuple[str, ...]) -> dt.date | None:
    day, month, year = (int(part) for part in parts)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _without_brackets(text: str) -> str:
    """Take off the brackets around the whole explanation, also where they stand twice or one is missing."""
    text = text.strip()
    while text.startswith("("):
        end = _closing_bracket(text)
        if end is None:
            text = text[1:].strip()
        elif text[end + 1 :].strip(" .;)"):
            break
        else:
            text = (text[1:end] + text[end + 1 :].replace(")", "")).strip()
    return text


def _closing_bracket(text: str) -> int | None:
    """Where the bracket closes that opens the text."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place
    return None

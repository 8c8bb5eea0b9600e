"""What stands in a cell of an editor's spreadsheet, and what it means: one class a kind of cell.

Each kind shows a value as a cell and reads it back: ``read(show(value)) == value``, for text in NFC.
``read`` raises ``ValueError`` with a reason in Vietnamese that names what stands in the cell.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar

V = TypeVar("V")
Cell = str | int | float | dt.date | None


class Formula(str):
    """What a cell holds instead of a value: a formula, or the error of one."""


_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPED = re.compile(r"_x(00[01][0-9A-F]|FFF[EF])_")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:([.,  ])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")
_MONEY = re.compile(r"\s*(?:việt nam đồng|đồng|vnđ|vnd|đ)\.?$", re.IGNORECASE)
_DAYS = (
    re.compile(r"(?P<day>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]00:00(?::00)?)?"),
)


class Kind(Protocol):
    """One kind of cell."""

    def show(self, value: Any) -> Cell: ...

    def read(self, cell: Cell) -> Any: ...


def text_of(cell: Cell) -> str:
    """The cell as an editor sees it, in NFC; "" for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFC", str(cell)).replace("\r\n", "\n")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def guarded(text: str) -> str:
    """The text behind an apostrophe, where a spreadsheet program would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) or unguarded(text) != text else text


def unguarded(text: str) -> str:
    """The text without the apostrophe of :func:`guarded`."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*_FORMULA, "'")) else text


class Text:
    """Text in one cell."""

    def show(self, value: str | None) -> Cell:
        if value is None:
            return None
        return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", value) or None

    def read(self, cell: Cell) -> str | None:
        text = text_of(cell)
        return text if text.strip() else None


class Code(Text):
    """A procedure's code. A program that took it for a number has dropped its last zeros: they are put back."""

    def read(self, cell: Cell) -> str | None:
        if isinstance(cell, float) and round(cell, 6) == cell:
            return f"{cell:.6f}"
        text = super().read(cell)
        return text.strip() if text else text


class Number:
    """A number, written as Vietnamese (50.000; 0,5) or English (50,000; 0.5) hands do."""

    def show(self, value: Decimal | None) -> Cell:
        if value is None:
            return None
        whole, number = int(value), float(value)
        if whole == value and abs(whole) < 10**15:
            return whole
        if Decimal(str(number)) == value and "e" not in str(number):
            return number
        return number_text(value)

    def read(self, cell: Cell) -> Decimal | None:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return Decimal(str(cell))
        text = text_of(cell).strip()
        return number_of(text) if text else None


def number_text(value: Decimal | int | float) -> str:
    """The number so that no reader takes a fraction of three digits for thousands: 1.125 is "1,1250"."""
    text = format(Decimal(str(value)), "f")
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole},{fraction}{'0' if len(fraction) == 3 else ''}" if fraction else whole


def number_of(text: str) -> Decimal:
    """The number that a person wrote. Separators before exactly three digits are thousands.

    Raises:
        ValueError: where it is not one number.
    """
    if _GROUPED.fullmatch(text):
        separator = next(letter for letter in text.lstrip("-") if not letter.isdigit())
        return Decimal(text.replace(separator, "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise ValueError(f'"{text}" không phải một con số; viết như 50000 hoặc 50.000')


class Money(Number):
    """An amount to pay; "Miễn phí" is 0."""

    def read(self, cell: Cell) -> Decimal | None:
        text = text_of(cell).strip()
        if isinstance(cell, str) and text:
            if text.casefold() == "miễn phí":
                return Decimal(0)
            try:
                return number_of(_MONEY.sub("", text))
            except ValueError:
                raise ValueError(
                    f'"{text}" không phải một số tiền; viết như 50000 hoặc 50.000, '
                    'mỗi mức một dòng, và để lời giải thích ở cột "Phí (nguyên văn)"'
                ) from None
        return super().read(cell)


class Count(Number):
    """How many there are: 0, 1, 2 …"""

    def read(self, cell: Cell) -> int | None:  # type: ignore[override]  # a count is a narrower number
        number = super().read(cell)
        if number is None:
            return None
        if number < 0 or number != number.to_integral_value():
            raise ValueError(f'"{text_of(cell)}" không phải một số đếm; viết 0, 1, 2…')
        return int(number)


class Day:
    """A date: a date cell, or 31/12/2026, 31-12-2026, 2026-12-31."""

    def show(self, value: dt.date | None) -> Cell:
        return value if value is None or value.year > 1900 else value.isoformat()

    def read(self, cell: Cell) -> dt.date | None:
        if isinstance(cell, dt.datetime):
            return cell.date()
        if isinstance(cell, dt.date):
            return cell
        text = text_of(cell).strip()
        return _day_of(text) if text else None


def _day_of(text: str) -> dt.date:
    for pattern in _DAYS:
        if found := pattern.fullmatch(text):
            with contextlib.suppress(ValueError):
                return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    raise ValueError(f'"{text}" không phải ngày; viết ngày/tháng/năm như 31/12/2026')


class Words(Generic[V]):
    """One word of a closed list.

    Args:
        words: the value and the word that is written for it.
        also: further words that editors use, and the value they mean.
    """

    def __init__(self, words: Mapping[V, str], also: Mapping[str, V] | None = None) -> None:
        self.words = words
        self._values = {word.casefold(): value for value, word in words.items()}
        self._values |= {word.casefold(): value for word, value in (also or {}).items()}

    def show(self, value: V | None) -> Cell:
        return None if value is None else self.words[value]

    def read(self, cell: Cell) -> V | None:
        text = " ".join(text_of(cell).split())
        if not text:
            return None
        if (value := self._values.get(text.casefold())) is None:
            raise ValueError(f'"{text}" không có trong các chữ được dùng: {", ".join(self.words.values())}')
        return value


class Several(Generic[V]):
    """Several values in one cell, a line each. A semicolon parts them too; "\\;" is a semicolon that does not."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def show(self, values: list[V]) -> Cell:
        return "\n".join(_one_line(str(self._kind.show(value))) for value in values) or None

    def read(self, cell: Cell) -> list[V]:
        parts = (_many_lines(part) for part in re.findall(r"(?:\\.|[^\\;\n])+", text_of(cell)))
        return [value for part in parts if (value := self._kind.read(part)) is not None]


def _one_line(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n")


def _many_lines(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)

"""How dates, hours, numbers and long texts are written."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_SENTENCE_END = re.compile(r"[.;](?=\s)|\n")


def day(value: dt.date) -> str:
    """Write ``20/11/2026``."""
    return value.strftime("%d/%m/%Y")


def hour(value: dt.datetime) -> str:
    """Write ``16 giờ`` or ``16 giờ 30``."""
    return f"{value.hour} giờ {value.minute:02}" if value.minute else f"{value.hour} giờ"


def moment(value: dt.datetime) -> str:
    """Write ``16 giờ 30 ngày 20/11/2026``; the day alone where no hour of work is meant."""
    whole_day = value.time() in (dt.time(0), dt.time(23, 59, 59))
    return f"ngày {day(value)}" if whole_day else f"{hour(value)} ngày {day(value)}"


def number(value: Decimal | int | float) -> str:
    """Write as Vietnamese does: ``50.000``, ``2,5``."""
    return f"{Decimal(str(value)).normalize():,f}".translate(str.maketrans(",.", ".,"))


def cut(text: str, limit: int) -> str:
    """Give the text, or its beginning up to a sentence's end, else a word's, within ``limit`` characters and "…"."""
    if len(text) <= limit:
        return text
    ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, limit - 2) if m.end() >= limit // 2]
    end = ends[-1] if ends else max(text.rfind(" ", 0, limit - 2), limit // 2)
    return text[:end].rstrip(" ,.;:\n") + " …"


def upfirst(text: str) -> str:
    """Write the first letter as a capital; the rest stays as it is."""
    return text[:1].upper() + text[1:]

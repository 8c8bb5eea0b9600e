"""What editors type, and what it means."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.spreadsheet.cells import (
    Code,
    Count,
    Day,
    Kind,
    Money,
    Number,
    Several,
    Text,
    Words,
    guarded,
    number_of,
    number_text,
    unguarded,
)

WORDS = Words({"direct": "Trực tiếp", "online": "Trực tuyến"}, {"Nộp qua mạng": "online"})


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Number(), "50.000", Decimal(50000)),
        (Number(), "50,000", Decimal(50000)),
        (Number(), "1.250.000", Decimal(1250000)),
        (Number(), "1 250 000", Decimal(1250000)),
        (Number(), "1.250.000,5", Decimal("1250000.5")),
        (Number(), "1,250,000.5", Decimal("1250000.5")),
        (Number(), "0,5", Decimal("0.5")),
        (Number(), "0.125", Decimal("0.125")),
        (Number(), "1,5", Decimal("1.5")),
        (Number(), 7, Decimal(7)),
        (Number(), 0.5, Decimal("0.5")),
        (Number(), "  ", None),
        (Money(), "50.000 đồng", Decimal(50000)),
        (Money(), "50.000đ", Decimal(50000)),
        (Money(), "120,000 VNĐ", Decimal(120000)),
        (Money(), "Miễn phí", Decimal(0)),
        (Money(), 50000.0, Decimal(50000)),
        (Money(), None, None),
        (Count(), "01", 1),
        (Count(), 2.0, 2),
        (Code(), 1.001193, "1.001193"),
        (Code(), 1.00119, "1.001190"),
        (Code(), " 1.001193 ", "1.001193"),
        (Day(), dt.datetime(2026, 12, 31, tzinfo=dt.UTC), dt.date(2026, 12, 31)),
        (Day(), "31/12/2026", dt.date(2026, 12, 31)),
        (Day(), "1-7-2026", dt.date(2026, 7, 1)),
        (Day(), "2026-12-31", dt.date(2026, 12, 31)),
        (Day(), "2026-12-31 00:00:00", dt.date(2026, 12, 31)),
        (Text(), 104, "104"),
        (Text(), 104.0, "104"),
        (Text(), dt.date(2026, 7, 1), "01/07/2026"),
        (Text(), "Ho\u0302\u0323 tich", "Hộ tich"),
        (Text(), "hai\r\ndòng", "hai\ndòng"),
        (WORDS, "  trực  TIẾP ", "direct"),
        (WORDS, "nộp qua mạng", "online"),
        (Several(WORDS), "Trực tiếp; Trực tuyến", ["direct", "online"]),
        (Several(Text()), "Công dân\nDoanh nghiệp\n", ["Công dân", "Doanh nghiệp"]),
        (Several(Text()), None, []),
    ],
)
def test_reads_as_the_editor_means_it(kind: Kind, cell: Any, value: Any) -> None:
    assert kind.read(cell) == value


@pytest.mark.parametrize(
    ("kind", "cell", "named"),
    [
        (Number(), "7 ngày", '"7 ngày"'),
        (Number(), "50.00.000", '"50.00.000"'),
        (Money(), "50.000 - 100.000", '"50.000 - 100.000"'),
        (Money(), "0,5% giá trị", "Phí (nguyên văn)"),
        (Count(), "1,5", '"1,5"'),
        (Count(), "-1", '"-1"'),
        (Day(), "31/02/2026", '"31/02/2026"'),
        (Day(), 46204, '"46204"'),
        (Day(), "7/2026", "ngày/tháng/năm"),
        (WORDS, "Fax", "Trực tiếp, Trực tuyến"),
        (Several(WORDS), "Trực tiếp; Fax", '"Fax"'),
    ],
)
def test_says_what_is_wrong_with_a_cell(kind: Kind, cell: Any, named: str) -> None:
    with pytest.raises(ValueError, match="không") as raised:
        kind.read(cell)
    assert named in str(raised.value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_number_is_never_taken_for_another(value: Decimal) -> None:
    assert number_of(number_text(value)) == value
    assert Number().read(Number().show(value)) == value


@given(st.text())
def test_an_apostrophe_keeps_a_text_from_being_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(text)) == text

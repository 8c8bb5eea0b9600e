from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.dossiers.local_time import END_OF_DAY, VIETNAM
from actions.wording.writing import cut, day, hour, moment, number, upfirst


@pytest.mark.parametrize(
    ("value", "written"),
    [(50000, "50.000"), (0, "0"), (Decimal("2.5"), "2,5"), (1234567.5, "1.234.567,5"), (Decimal("1E+2"), "100")],
)
def test_numbers_are_vietnamese(value: Decimal | int | float, written: str) -> None:
    assert number(value) == written


def test_moments() -> None:
    at = dt.datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)
    assert day(at) == "20/11/2026"
    assert (hour(at), hour(at.replace(minute=0))) == ("16 giờ 30", "16 giờ")
    assert moment(at) == "16 giờ 30 ngày 20/11/2026"
    assert moment(dt.datetime.combine(at, END_OF_DAY, VIETNAM)) == "ngày 20/11/2026"


def test_a_long_text_ends_with_a_sentence_where_there_is_one() -> None:
    text = "Câu thứ nhất của văn bản. Câu thứ hai dài hơn nhiều và không kịp."
    assert cut(text, 40) == "Câu thứ nhất của văn bản …"
    assert cut("một hai ba bốn năm sáu", 12) == "một hai …"
    assert cut(text, 100) == text


@given(st.text(max_size=300), st.integers(10, 100))
def test_a_cut_text_keeps_its_limit(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert len(shown) <= max(limit, 10)
    assert shown == text or shown.endswith("…")


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert (upfirst("đúng Hạn"), upfirst("7 ngày"), upfirst("")) == ("Đúng Hạn", "7 ngày", "")

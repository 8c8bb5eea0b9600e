"""A time needs its number and its unit; everything else is the source's words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.importers.readings.times import read_time


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("7 Ngày làm việc", 7, "working_day"),
        ("05 ngày làm việc", 5, "working_day"),
        ("30 Ngày", 30, "day"),
        ("02 Giờ", 2, "hour"),
        ("12 Tháng", 12, "month"),
        ("1 Năm", 1, "year"),
        ("1,5 Giờ", Decimal("1.5"), "hour"),
    ],
)
def test_number_and_unit(cell: str, value: int | Decimal, unit: str) -> None:
    reading = read_time(cell)
    assert reading.time is not None
    assert (reading.time.value, reading.time.unit) == (value, unit)
    assert (reading.text, reading.flag) == (cell, None)


@pytest.mark.parametrize("cell", ["1", "0", "275"])
def test_a_bare_number_is_no_time(cell: str) -> None:
    reading = read_time(cell)
    assert reading.time is None
    assert reading.text == cell
    assert reading.flag is not None


@pytest.mark.parametrize("cell", ["Không quy định", "Ngay khi nhận hồ sơ", "0 Ngày", "7 Ngày hoặc 9 Ngày"])
def test_words_stay_words(cell: str) -> None:
    reading = read_time(cell)
    assert (reading.time, reading.text) == (None, cell)
    assert reading.flag is not None


@pytest.mark.parametrize("cell", [None, "", "Không có thông tin"])
def test_nothing_stated_is_nothing(cell: str | None) -> None:
    reading = read_time(cell)
    assert (reading.time, reading.text, reading.flag) == (None, None, None)

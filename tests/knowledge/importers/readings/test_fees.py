"""Only certain amounts are amounts; the words are kept, and what is doubtful is flagged."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.readings.fees import FeeReading, read_fees, set_by, spoken_amounts

REDUCTION = "áp dụng mức phí 300.000 đồng/hồ sơ kể từ ngày 01/7/2025 đến hết ngày 31/12/2026 theo Thông tư số 1/2025"


def amounts(reading: FeeReading) -> list[tuple[int, str]]:
    return [(int(fee.amount), fee.currency) for fee in reading.fees]


def test_nothing_stated_is_not_free() -> None:
    assert read_fees("Không có thông tin") == FeeReading()
    assert read_fees(None) == FeeReading()


@pytest.mark.parametrize(
    "cell",
    [
        "Miễn phí",
        "Miễn phí(Không có)",
        "Miễn phí(Không.)",
        "Miễn phí(Không quy định.)",
        "Miễn phí(Miễn lệ phí (Thông tư số 9/2019/TT-BTC).)",
        "Phí : 0 Đồng",
    ],
)
def test_free_of_charge(cell: str) -> None:
    reading = read_fees(cell)
    assert amounts(reading) == [(0, "VND")]
    assert reading.flags == []


@pytest.mark.parametrize(
    "cell",
    [
        "Miễn phí(Lệ phí cấp mới 40.000 đồng/lần)",
        "Miễn phí(Theo quy định tại Thông tư số 1/2020/TT-BTC)",
        "Miễn phí(Mức lệ phí do Hội đồng nhân dân cấp tỉnh quyết định. Miễn lệ phí cho người thuộc hộ nghèo.)",
        "Miễn phí(Phí thẩm định)",
        "Miễn phí(Miễn lệ phí cho người khuyết tật.)",
    ],
)
def test_free_is_not_free_where_its_cell_says_otherwise(cell: str) -> None:
    reading = read_fees(cell)
    assert reading.fees == []
    assert len(reading.flags) == 1
    assert reading.text is not None and reading.text.startswith("Miễn phí (")


def test_a_dated_reduction_is_certain_even_where_free_is_not() -> None:
    [fee] = read_fees(f"Miễn phí(({REDUCTION}))").fees
    assert (int(fee.amount), fee.from_, fee.until) == (300000, dt.date(2025, 7, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("50,000 Việt Nam Đồng", 50000, "VND"),
        ("50,000 VNĐ(50.000 đồng/lần)", 50000, "VND"),
        ("12,500,000 VNĐ(/hồ sơ)", 12500000, "VND"),
        ("10 USD(10 USD/người.)", 10, "USD"),
        ("2,000,000 VNĐ(02 triệu đồng/giấy)", 2000000, "VND"),
        ("4,500,000 VNĐ(4.500.000 (bốn triệu năm trăm nghìn) đồng/trường hợp)", 4500000, "VND"),
        ("230,000 VNĐ(Kiểm tra: 230.000/lần)", 230000, "VND"),
        ("5,000 VNĐ(nộp trực tuyến thu 5000 đồng/lần)", 5000, "VND"),
        ("Phí : 50.000 Đồng (50.000 đồng/hồ sơ)", 50000, "VND"),
    ],
)
def test_an_amount(cell: str, amount: int, currency: str) -> None:
    reading = read_fees(cell)
    assert amounts(reading) == [(amount, currency)]
    assert reading.flags == []


def test_dropped_thousands_are_taken_only_from_the_text() -> None:
    reading = read_fees("900 VNĐ(Phí thẩm định: 900.000 đồng/lần)")
    assert amounts(reading) == [(900000, "VND")]
    assert reading.flags
    assert read_fees("900 VNĐ(Phí thẩm định)").fees == []
    assert read_fees("25 VNĐ(25.000.000đ/giấy)").fees == []
    assert read_fees("1 VNĐ").fees == []


def test_of_dropped_thousands_with_a_reduction_only_the_reduction_is_certain() -> None:
    reading = read_fees(f"600 VNĐ(({REDUCTION}))")
    assert amounts(reading) == [(300000, "VND")]
    assert reading.flags


def test_a_reduction_has_its_days_and_the_amount_has_none() -> None:
    full, reduced = read_fees(f"600,000 VNĐ(({REDUCTION}))").fees
    assert (int(full.amount), full.from_, full.until) == (600000, None, None)
    assert (int(reduced.amount), reduced.from_, reduced.until) == (300000, dt.date(2025, 7, 1), dt.date(2026, 12, 31))


def test_a_reduction_may_stand_beside_the_cell() -> None:
    reading = read_fees("600,000 VNĐ", f"Phí: 600.000 đồng/hồ sơ ({REDUCTION}). Lệ phí: 100.000 đồng/hồ sơ.")
    assert amounts(reading) == [(600000, "VND"), (300000, "VND"), (100000, "VND")]


def test_an_amount_may_be_dated_itself() -> None:
    [fee] = read_fees("40,000 VNĐ(40.000đ/giấy (áp dụng đến hết ngày 31/12/2024 theo Thông tư số 1))").fees
    assert (int(fee.amount), fee.from_, fee.until) == (40000, None, dt.date(2024, 12, 31))


def test_days_in_words_and_in_their_own_clause() -> None:
    text = (
        "50.000 đồng/lần (theo Thông tư 1); "
        "25.000 đồng/lần (từ kể từ ngày 01 tháng 7 năm 2025 đến hết ngày 31 tháng 12 năm 2026)"
    )
    full, reduced = read_fees(f"50,000 VNĐ({text})").fees
    assert (int(full.amount), full.until) == (50000, None)
    assert (int(reduced.amount), reduced.from_, reduced.until) == (25000, dt.date(2025, 7, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        "5,000 VNĐ(nộp trực tuyến thu 7.000 đồng/lần)",
        "50,000 VNĐ(25.000.000đ/giấy (áp dụng đến hết ngày 31/12/2026))",
        "50 VNĐ(Phí 50USD/chuyến)",
        "100,000 VNĐ(Bằng 50% mức thu lệ phí quy định)",
        "150,000 VNĐ(Mức lệ phí do Hội đồng nhân dân tỉnh quyết định)",
        "100,000 VNĐ(Không được quy định tại Biểu phí)",
    ],
)
def test_a_contradicted_amount_is_none(cell: str) -> None:
    reading = read_fees(cell)
    assert reading.fees == []
    assert reading.flags
    assert reading.text is not None


def test_parts_that_make_up_the_amount_do_not_contradict_it() -> None:
    reading = read_fees("4,500,000 VNĐ(gồm 3.000.000 đồng thẩm định; 1.500.000 đồng cấp giấy)")
    assert amounts(reading) == [(4500000, "VND")]


def test_who_sets_the_fee() -> None:
    assert read_fees("Miễn phí(Theo quy định của HĐND cấp tỉnh)").set_by == "province"
    assert read_fees("Miễn phí(do Ủy ban nhân dân cấp tỉnh quy định.)").set_by == "province"
    assert read_fees("Không có thông tin", "Lệ phí do Hội đồng nhân dân tỉnh quyết định").set_by == "province"
    assert set_by("Theo Thông tư số 1") is None


def test_numbers_of_documents_are_no_money() -> None:
    assert spoken_amounts("theo Thông tư số 85/2019/TT-BTC ngày 29/11/2019, Nghị định 66.7/2025/NQ-CP") == set()


def test_a_cell_of_words_is_kept() -> None:
    reading = read_fees("Theo thông báo của hội đồng thi")
    assert (reading.fees, reading.text) == ([], "Theo thông báo của hội đồng thi")
    assert reading.flags


@given(st.integers(min_value=1000, max_value=10**9), st.sampled_from(["Việt Nam Đồng", "VNĐ"]))
def test_every_grouped_amount_is_read(amount: int, currency: str) -> None:
    assert [fee.amount for fee in read_fees(f"{amount:,} {currency}").fees] == [Decimal(amount)]


@given(st.text(max_size=60))
def test_no_text_breaks_it_and_none_is_lost(text: str) -> None:
    reading = read_fees(f"70,000 VNĐ({text})")
    assert reading.text is not None
    assert all(fee.amount > 0 for fee in reading.fees)

"""The flattened table of ways comes apart again: way, time, fee, explanation, description."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.portal.submissions import read_submissions
from knowledge.procedure import Submission

HEADER = "Hình thức nộpThời gianPhí, lệ phíMô tả"


def read(text: str) -> list[Submission]:
    return read_submissions(HEADER + text)[0]


def test_three_ways() -> None:
    online, post, direct = read(
        "Trực tuyến7 Ngày làm việcMiễn phíDịch vụ bưu chính30 NgàyKhông có thông tin"
        "Trực tiếp2 Giờ50,000 VNĐ(50.000 đồng/lần)Nộp tại bộ phận một cửa."
    )
    assert (online.way, online.time_text, online.fee_text) == ("online", "7 Ngày làm việc", "Miễn phí")
    assert [fee.amount for fee in online.fees] == [0]
    assert (post.way, post.time_text, post.fee_text, post.fees) == ("post", "30 Ngày", None, [])
    assert (direct.way, direct.note) == ("direct", "Nộp tại bộ phận một cửa.")
    assert [fee.amount for fee in direct.fees] == [50000]


def test_the_same_way_may_stand_several_times() -> None:
    rows = read("Trực tiếp5 NgàyMiễn phí(1) Cấp mớiTrực tiếp9 NgàyMiễn phí(2) Cấp lại")
    assert [(row.way, row.time_text, row.note) for row in rows] == [
        ("direct", "5 Ngày", "(1) Cấp mới"),
        ("direct", "9 Ngày", "(2) Cấp lại"),
    ]


def test_words_like_a_way_in_a_description_begin_no_row() -> None:
    [row] = read("Trực tiếp5 NgàyKhông có thông tinTrực tiếp tại trụ sở hoặc Trực tuyến qua cổng.")
    assert row.note == "Trực tiếp tại trụ sở hoặc Trực tuyến qua cổng."


def test_a_time_in_words() -> None:
    rows = read("Trực tuyếnKhông quy địnhMiễn phíQua cổng.Trực tiếpKhôngKhông có thông tinTại trung tâm")
    assert [(row.time, row.time_text) for row in rows] == [(None, "Không quy định"), (None, "Không")]


def test_a_bare_time_is_kept_as_text_and_flagged() -> None:
    rows, flags = read_submissions(f"{HEADER}Trực tuyến1Miễn phí")
    assert (rows[0].time, rows[0].time_text) == (None, "1")
    assert [flag.field for flag in flags] == ["submissions[0].time"]


@pytest.mark.parametrize(
    ("cell", "time", "amounts"),
    [
        ("120,000 VNĐ(Theo Thông tư số 1)", "1", [20000]),
        ("120 VNĐ(20.000 đồng/tờ khai)", "1", [20000]),
        ("1100 VNĐ(Phí công bố: 100.000 đồng/lần)", "1", [100000]),
        ("120 VNĐ", None, []),
        ("1100 VNĐ(Miễn phí đối với người nghèo)", None, []),
        ("125 VNĐ(Bằng 50% mức thu)", None, []),
    ],
)
def test_a_time_that_runs_into_its_amount(cell: str, time: str | None, amounts: list[int]) -> None:
    [row], flags = read_submissions(f"{HEADER}Trực tuyến{cell}")
    assert (row.time, row.time_text) == (None, time)
    assert [fee.amount for fee in row.fees] == amounts
    assert "submissions[0].time" in [flag.field for flag in flags]


@pytest.mark.parametrize(
    ("cell", "fee_text", "note"),
    [
        ("Miễn phí(Không (nếu có))Nộp tại xã", "Miễn phí (Không (nếu có))", "Nộp tại xã"),
        ("Miễn phí((Không))", "Miễn phí (Không)", None),
        ("70,000 VNĐ(/hồ sơ)(áp dụng mức phí A)", "70,000 VNĐ (/hồ sơ)(áp dụng mức phí A)", None),
        ("70,000 VNĐ(gồm hai khoản (A). (Áp dụng mức B).)- 20 ngày", None, "- 20 ngày"),
        ("70,000 VNĐ((Phí thẩm định )", "70,000 VNĐ (Phí thẩm định)", None),
        ("70,000 VNĐ(- 70.000đ/tem (theo Thông tư 1)+ Trực tiếp: tại xã", None, "+ Trực tiếp: tại xã"),
    ],
)
def test_where_the_explanation_ends(cell: str, fee_text: str | None, note: str | None) -> None:
    [row] = read(f"Trực tuyến5 Ngày{cell}")
    assert row.note == note
    if fee_text:
        assert row.fee_text == fee_text


def test_the_council_named_beside_the_cell_sets_the_fee() -> None:
    [row] = read("Trực tiếp1 NgàyKhông có thông tinPhí (nếu có): Hội đồng nhân dân cấp tỉnh quyết định.\nNộp tại xã.")
    assert row.set_by == "province"


def test_what_cannot_be_read_is_flagged() -> None:
    assert read_submissions("Không có thông tin") == ([], [])
    rows, [flag] = read_submissions(f"{HEADER}Liên hệ cơ quan")
    assert (rows, flag.field) == ([], "submissions")


WAYS = {"Trực tuyến": "online", "Trực tiếp": "direct", "Dịch vụ bưu chính": "post"}
ROWS = st.tuples(
    st.sampled_from(list(WAYS)),
    st.integers(1, 99),
    st.sampled_from(["Ngày làm việc", "Ngày", "Giờ", "Tháng"]),
    st.integers(1000, 10**8),
    st.sampled_from(["", "Nộp tại xã.", "- Nộp tại tỉnh;\n- hoặc qua mạng", "Trong 02 ngày"]),
)


@given(st.lists(ROWS, min_size=1, max_size=13))
def test_joined_ways_always_split_back(table: list[tuple[str, int, str, int, str]]) -> None:
    text = "".join(f"{way}{value} {unit}{amount:,} VNĐ{note}" for way, value, unit, amount, note in table)
    read_back = read(text)
    assert [(row.way, row.note or "") for row in read_back] == [(WAYS[row[0]], row[4]) for row in table]
    assert [row.time_text for row in read_back] == [f"{value} {unit}" for _, value, unit, _, _ in table]
    assert [row.time and row.time.value for row in read_back] == [row[1] for row in table]
    assert [[int(fee.amount) for fee in row.fees] for row in read_back] == [[row[3]] for row in table]

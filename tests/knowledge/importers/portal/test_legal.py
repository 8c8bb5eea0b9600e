"""Titles and numbers of legal documents, run together without a separator, come apart again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.portal.legal import read_legal_basis

HEADER = "Tên văn bản pháp lýMã văn bản"


def read(text: str) -> list[tuple[str | None, str | None]]:
    return [(act.title, act.number) for act in read_legal_basis(HEADER + text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luật 54/2014/QH1354/2014/QH13", [("Luật 54/2014/QH13", "54/2014/QH13")]),
        ("Luật một việc 202076/2025/QH15", [("Luật một việc 2020", "76/2025/QH15")]),
        ("Về một việc năm 20255/2026/NĐ-CP", [("Về một việc năm 2025", "5/2026/NĐ-CP")]),
        ("Về một việcNghị định số 85/2013/NĐ-CP", [("Về một việc", "85/2013/NĐ-CP")]),
        ("Về một việcTT43/2023/TT-BTC", [("Về một việc", "43/2023/TT-BTC")]),
        ("193/2025/NĐ-CP193/2025/NĐ-CP", [("193/2025/NĐ-CP", "193/2025/NĐ-CP")]),
        ("Luật28/2023/QH15", [("Luật", "28/2023/QH15")]),
        ("Về một việc66.16/2026/NQ-CP", [("Về một việc", "66.16/2026/NQ-CP")]),
        ("Quy trình2222/QĐ-BHXH", [("Quy trình", "2222/QĐ-BHXH")]),
        (
            "Nghị định 18/2021/NĐ-CP ngày 1/3 về thuế18/2021",
            [("Nghị định 18/2021/NĐ-CP ngày 1/3 về thuế", "18/2021/NĐ-CP")],
        ),
        (
            "Sửa đổi Nghị định số 24/2012/NĐ-CP232/2025/NĐ-CP",
            [("Sửa đổi Nghị định số 24/2012/NĐ-CP", "232/2025/NĐ-CP")],
        ),
        ("59/2018/NĐ-CP", [(None, "59/2018/NĐ-CP")]),
    ],
)
def test_one_document(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nghị định 71/NĐ-CP ngày 30/7/1994 về một việc.71-CP",
            [("Nghị định 71/NĐ-CP ngày 30/7/1994 về một việc.", "71-CP")],
        ),
        ("Luật một việc18/6/2015", [("Luật một việc18/6/2015", None)]),
        (
            "Thông tư số 3/2016/TT-BTC sửa theo Thông tư số 4/2020/TT-BTC ngày 04/5/2020Thông tư số 3/2016/TT-BTC",
            [("Thông tư số 3/2016/TT-BTC sửa theo Thông tư số 4/2020/TT-BTC ngày 04/5/2020", "3/2016/TT-BTC")],
        ),
        ("Thông tư số 29/2024/TT-BTCTT29/2024", [("Thông tư số 29/2024/TT-BTC", "29/2024/TT-BTC")]),
        (
            "Thông tư90Nghị định 5/2018/NĐ-CP5/2018/NĐ-CP",
            [("Thông tư90", None), ("Nghị định 5/2018/NĐ-CP", "5/2018/NĐ-CP")],
        ),
        (
            "Về một việc 1/2026/TT-NHNN7/2025/TT-NHNNSố 7/2025/TT-NHNN",
            [("Về một việc", "1/2026/TT-NHNN"), ("7/2025/TT-NHNN", "7/2025/TT-NHNN")],
        ),
        (
            "Về một việcNghị định số 2/2025/NĐ-CP của Chính phủLuật 4/2017/QH144/2017/QH14",
            [("Về một việc", "2/2025/NĐ-CP"), ("Luật 4/2017/QH14", "4/2017/QH14")],
        ),
        ("SỐ 15/NV NGÀY 4 THÁNG 9 NĂM 197215/TT-NV", [("SỐ 15/NV NGÀY 4 THÁNG 9 NĂM 1972", "15/TT-NV")]),
    ],
)
def test_numbers_that_look_otherwise_take_none_from_their_neighbours(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert read(text) == expected


def test_several_documents() -> None:
    assert read(
        "Nghị định 08/2015/NĐ-CP08/2015/NĐ-CPLuật 54/2014/QH1354/2014/QH13193/2025/NĐ-CP193/2025/NĐ-CP"
        "Thông tư số 5/2026/TT-BTC ngày 02/01/2026 sửa đổi Thông tư số 4/2025/TT-BTC.5/2026/TT-BTC"
        "sửa đổi một việcLuật số 146/2025/QH15Về một việc năm 201345/2014/QH13"
    ) == [
        ("Nghị định 08/2015/NĐ-CP", "08/2015/NĐ-CP"),
        ("Luật 54/2014/QH13", "54/2014/QH13"),
        ("193/2025/NĐ-CP", "193/2025/NĐ-CP"),
        ("Thông tư số 5/2026/TT-BTC ngày 02/01/2026 sửa đổi Thông tư số 4/2025/TT-BTC.", "5/2026/TT-BTC"),
        ("sửa đổi một việc", "146/2025/QH15"),
        ("Về một việc năm 2013", "45/2014/QH13"),
    ]


def test_a_document_without_a_number_is_kept_whole_and_flagged() -> None:
    [act], [flag] = read_legal_basis(f"{HEADER}BỘ LUẬT HÀNG HẢIBỘ LUẬT HÀNG HẢI")
    assert (act.number, act.title) == (None, "BỘ LUẬT HÀNG HẢIBỘ LUẬT HÀNG HẢI")
    assert flag.field == "legal_basis[0]"


def test_the_page_s_next_label_is_cut_off() -> None:
    assert read("Luật 54/2014/QH1354/2014/QH13Cơ quan thực hiệnSở Tư pháp") == [("Luật 54/2014/QH13", "54/2014/QH13")]


@pytest.mark.parametrize("text", ["", "Không có thông tin"])
def test_nothing_stated_is_no_document(text: str) -> None:
    assert read_legal_basis(text) == ([], [])


SYMBOLS = st.sampled_from(["NĐ-CP", "QH15", "QH13", "TT-BTC", "TT-BNNMT", "QĐ-TTg", "NQ-CP", "TT-BCA", "UBTVQH15"])
NUMBERS = st.builds("{:02d}/{}/{}".format, st.integers(1, 399), st.integers(2005, 2026), SYMBOLS)
TITLES = st.sampled_from(
    [
        "Luật Giao thông",
        "Nghị định quy định chi tiết một việc.",
        "Thông tư về phí",
        "Quy định một việc",
        "Về một việc năm 2020",
    ]
)


@given(st.lists(st.tuples(TITLES, NUMBERS), min_size=1, max_size=8))
def test_joined_documents_always_split_back(table: list[tuple[str, str]]) -> None:
    assert read("".join(title + number for title, number in table)) == table


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_titles_that_repeat_the_number_split_back(numbers: list[str]) -> None:
    text = "".join(f"Nghị định {number}{number}" for number in numbers)
    assert read(text) == [(f"Nghị định {number}", number) for number in numbers]

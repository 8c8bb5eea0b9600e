from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.procedure import Procedure, Source
from search.records import Outside, plain_name, read_outside, records_of
from tests.search.conftest import procedure


def test_lines_that_are_not_ours_are_read_with_their_kind(tmp_path: Path) -> None:
    (tmp_path / "out_of_scope.txt").write_text("trời mưa không\nhỏi giá vàng\toff_topic\n", encoding="utf-8")
    (tmp_path / "gaps.tsv").write_text("# chú thích\nly hôn\tother_authority\tTòa án\nthi bằng lái\n", encoding="utf-8")
    assert read_outside(tmp_path) == [
        Outside("trời mưa không", "off_topic"),
        Outside("hỏi giá vàng", "off_topic"),
        Outside("ly hôn", "other_authority", "Tòa án"),
        Outside("thi bằng lái", "no_data"),
    ]


def test_an_unknown_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "gaps.tsv").write_text("ly hôn\tother\tTòa án\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"gaps\.tsv, dòng 1.*other"):
        read_outside(tmp_path)


def test_rows_stand_in_the_order_of_codes_and_lines_that_are_not_ours_behind_them() -> None:
    rows = records_of([procedure("2.000001", "B"), procedure("1.000001", "A")], {}, [Outside("mưa", "off_topic")])
    assert [(row.code, row.texts, row.outside) for row in rows] == [
        ("1.000001", ("A",), None),
        ("2.000001", ("B",), None),
        ("", ("mưa",), "off_topic"),
    ]


def test_a_record_has_its_name_first_then_each_question_once() -> None:
    asked = {"1.000001": ["làm khai sinh", " ", "Khai sinh", "làm khai sinh"]}
    (row,) = records_of([procedure("1.000001", "Thủ tục đăng ký khai sinh")], asked, [])
    assert row.texts == ("đăng ký khai sinh", "làm khai sinh", "Khai sinh")


def test_what_has_no_details_is_left_out() -> None:
    empty = Procedure(code="1.000002", name="B", details=False, source=Source(title="thử"))
    assert [row.code for row in records_of([procedure("1.000001", "A"), empty], {}, [])] == ["1.000001"]


def test_those_of_one_name_level_and_agency_are_one_choice_and_others_are_told_apart() -> None:
    rows = records_of(
        [
            procedure("1.000001", "Cấp thẻ", ["xã"]),
            procedure("1.000002", "Cấp thẻ", ["xã"]),
            procedure("1.000003", "Cấp thẻ", ["tỉnh"]),
        ],
        {},
        [],
    )
    assert rows[0].group == rows[1].group != rows[2].group
    assert [row.shown for row in rows] == ["Cấp thẻ (cấp xã)", "Cấp thẻ (cấp xã)", "Cấp thẻ (cấp tỉnh)"]


def test_those_asked_for_in_the_same_words_are_kin() -> None:
    asked = {"1.000001": ["làm thẻ"], "1.000002": ["làm thẻ"], "1.000003": ["đổi thẻ"]}
    rows = records_of([procedure(f"1.00000{n}", f"Cấp thẻ loại {n}") for n in (1, 2, 3)], asked, [])
    assert rows[0].kin == rows[1].kin != rows[2].kin


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Thủ tục đăng ký khai sinh", "đăng ký khai sinh"),
        ("Cấp hộ chiếu phổ thông ở trong nước (thực hiện tại cấp tỉnh)", "Cấp hộ chiếu phổ thông ở trong nước"),
        ("Cấp giấy phép (1.000123).", "Cấp giấy phép"),
        ("Thủ tục hành chính liên thông", "Thủ tục hành chính liên thông"),
    ],
)
def test_a_name_is_known_without_its_asides(name: str, plain: str) -> None:
    assert plain_name(name) == plain

"""What a row of the table of papers is."""

from __future__ import annotations

import pytest

from knowledge.importers.readings.papers import case_of, is_label, is_only_use, paper, use_of
from knowledge.procedure import Form


@pytest.mark.parametrize(
    ("title", "use"),
    [
        ("* Giấy tờ phải nộp:", "submit"),
        ("1. Chứng từ phải nộp", "submit"),
        ("- Giấy tờ phải xuất trình:", "present"),
        ("Người yêu cầu phải xuất trình các giấy tờ sau:", "present"),
        ("Giấy tờ phải nộp, giấy tờ phải xuất trình", None),
        ("Trường hợp người nộp thuế là tổ chức", None),
        ("--", None),
        (None, None),
    ],
)
def test_use_follows_from_the_title(title: str | None, use: str | None) -> None:
    assert use_of(title) == use


def test_a_title_of_the_use_alone_is_no_case() -> None:
    assert is_only_use("* Giấy tờ phải nộp:")
    assert not is_only_use("Giấy tờ phải nộp để lưu giữ tại cơ quan đăng ký:")
    assert not is_only_use("Trường hợp cấp lại")


def test_a_title_that_only_announces_papers_is_a_label() -> None:
    assert all(is_label(title) for title in ("a) Thành phần hồ sơ:", "1.2.1. Thành phần hồ sơ gồm:", "Bao gồm"))
    assert not is_label("Thành phần hồ sơ đối với tổ chức:")
    assert not is_label("Hồ sơ cấp lại bao gồm:")


@pytest.mark.parametrize(
    "name",
    [
        "Trường hợp nộp trực tuyến thì gửi bản điện tử.",
        "Số lượng hồ sơ: 01 bộ",
        "- Giấy tờ chứng minh quan hệ gồm:",
        "Phiếu này là biểu mẫu điện tử.",
        "Người tiếp nhận có trách nhiệm kiểm tra.",
        "Không quy định",
    ],
)
def test_a_row_without_counts_that_names_no_paper_is_a_note(name: str) -> None:
    assert paper(name, 0, 0).kind == "note"


@pytest.mark.parametrize(
    "name", ["a) Tờ khai hải quan: 02 bản chính;", "+ Hóa đơn thương mại", "Giấy phép quá cảnh (nếu có)"]
)
def test_a_row_without_counts_may_name_a_paper(name: str) -> None:
    item = paper(name, 0, 0)
    assert (item.kind, item.originals, item.copies) == ("paper", 0, 0)


def test_a_form_makes_a_paper() -> None:
    assert paper("Khai theo mẫu đính kèm", 0, 0, Form(name="Mẫu 1.docx")).kind == "paper"


def test_rows_of_a_group_of_notes_are_notes() -> None:
    assert paper("Giấy tờ do nước ngoài cấp phải được hợp pháp hóa", 1, 0, group="* Lưu ý :").kind == "note"
    assert paper("Giấy tờ do nước ngoài cấp phải được hợp pháp hóa", 1, 0, group="--").kind == "paper"


def test_counts_that_the_source_does_not_state_make_no_note() -> None:
    assert paper("Theo hướng dẫn", None, None).kind == "paper"


@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("Trường hợp cấp lại: giấy phép cũ", "Trường hợp cấp lại"),
        ("- Đối với tổ chức, hộ gia đình thì nộp giấy phép", "Đối với tổ chức, hộ gia đình"),
        ("a) Nếu là người nước ngoài: hộ chiếu", "Nếu là người nước ngoài"),
        ("(Trường hợp có ủy quyền (công chứng: có) thì nộp)", "Trường hợp có ủy quyền (công chứng: có)"),
        (
            "Trường hợp ủy quyền, người được ủy quyền nộp giấy ủy quyền",
            "Trường hợp ủy quyền, người được ủy quyền nộp giấy ủy quyền",
        ),
        ("Giấy phép đối với tổ chức", None),
    ],
)
def test_the_case_with_which_a_row_begins(name: str, case: str | None) -> None:
    assert case_of(name) == case
    assert paper(name, 1, 0).when == case


def test_a_stray_mark_before_the_name_is_dropped() -> None:
    assert paper(".Đơn đề nghị", 1, 0).name == "Đơn đề nghị"
    assert paper("- Đơn đề nghị", 1, 0).name == "- Đơn đề nghị"

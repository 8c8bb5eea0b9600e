"""The flattened table of papers comes apart again into its groups and rows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.portal.papers import is_table, read_papers
from knowledge.procedure import Paper

HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"


def rows(text: str) -> list[Paper]:
    groups, _ = read_papers(f"--{HEADER}{text}")
    return [item for group in groups for item in group.items]


def test_rows_and_counts() -> None:
    items = rows("Đơn xin cấp1 bản chínhBản sao giấy phép0 bản chính,1 bản saoẢnh 3x4;2 bản chính,3 bản sao")
    assert [(item.name, item.originals, item.copies) for item in items] == [
        ("Đơn xin cấp", 1, 0),
        ("Bản sao giấy phép", 0, 1),
        ("Ảnh 3x4;", 2, 3),
    ]


@pytest.mark.parametrize(
    ("text", "name", "originals"),
    [
        ("Bảng kê theo Nghị định ngày 28/8/20201 bản chính", "Bảng kê theo Nghị định ngày 28/8/2020", 1),
        ("Đơn theo Mẫu số 181 bản chính,1 bản sao", "Đơn theo Mẫu số 18", 1),
        ("Đơn theo Mẫu số 011 bản chính", "Đơn theo Mẫu số 01", 1),
        ("Điều 145 Luật năm 20240 bản chính,1 bản sao", "Điều 145 Luật năm 2024", 0),
        ("Tờ khai hải quan: 02 bản chính;1 bản chính", "Tờ khai hải quan: 02 bản chính;", 1),
        ("01 bản chính văn bản đề nghị1 bản chính", "01 bản chính văn bản đề nghị", 1),
    ],
)
def test_digits_of_the_name_are_no_count(text: str, name: str, originals: int) -> None:
    [item] = rows(text)
    assert (item.name, item.originals) == (name, originals)


def test_groups_keep_their_order_and_titles() -> None:
    groups, flags = read_papers(
        f"* Giấy tờ phải xuất trình:{HEADER}Thẻ căn cước1 bản chính* Lưu ý:{HEADER}Bản chụp phải rõ0 bản chính"
        f"--{HEADER}Tờ khai1 bản chínhTrường hợp cấp lại:{HEADER}Giấy phép cũ1 bản chính"
    )
    assert [(group.case, group.use) for group in groups] == [
        (None, "present"),
        ("* Lưu ý:", None),
        (None, None),
        ("Trường hợp cấp lại:", None),
    ]
    assert [[item.kind for item in group.items] for group in groups] == [["paper"], ["note"], ["paper"], ["paper"]]
    assert flags == []


def test_a_form_file_is_split_from_its_paper() -> None:
    [item] = rows("Đơn xin cấp lại;Mẫu số 05.docx1 bản chính")
    assert item.name == "Đơn xin cấp lại;"
    assert item.form is not None
    assert item.form.name == "Mẫu số 05.docx"


def test_a_row_without_a_name_is_flagged_and_makes_no_paper() -> None:
    groups, [flag] = read_papers(f"--{HEADER}1 bản chínhTờ khai1 bản chính")
    assert [item.name for item in groups[0].items] == ["Tờ khai"]
    assert flag.field == "papers[0].items[0]"


def test_a_file_that_cannot_be_split_is_flagged() -> None:
    groups, [flag] = read_papers(f"--{HEADER}Giấy theo Hiệp định ABCD - gia han.docx1 bản chính")
    assert groups[0].items[0].form is None
    assert flag.field == "papers[0].items[0]"


def test_text_after_the_table_is_kept_as_a_note() -> None:
    groups, [flag] = read_papers(f"--{HEADER}Tờ khai1 bản chính(Không phải nộp nếu khai thác được dữ liệu)")
    assert [(item.kind, item.name) for item in groups[1].items] == [
        ("note", "(Không phải nộp nếu khai thác được dữ liệu)")
    ]
    assert flag.field == "papers[1]"


@pytest.mark.parametrize("text", ["", "--", "Không có thông tin", "); nộp cho cơ quan.\nBước 2. Nhận kết quả."])
def test_what_is_no_table_has_no_papers(text: str) -> None:
    assert not is_table(text)
    assert read_papers(text) == ([], [])


NAMES = st.from_regex(
    r"(?:Đơn|Giấy|Bản kê|- Tờ khai) [a-zđêơư]{1,9}(?: [a-zđêơư0-9]{1,6}){0,4}[;.]?", fullmatch=True
).filter(
    lambda name: not re.search(r"(?<!\d)0$", name)  # "0" + "1 bản chính" reads like a name with "01 bản chính" in it
)
ROWS = st.tuples(NAMES, st.integers(0, 3), st.integers(0, 9))


@given(st.lists(ROWS, min_size=1, max_size=12))
def test_joined_rows_always_split_back(table: list[tuple[str, int, int]]) -> None:
    text = "".join(
        f"{name}{originals} bản chính" + (f",{copies} bản sao" if copies else "") for name, originals, copies in table
    )
    assert [(item.name, item.originals, item.copies) for item in rows(text)] == table


def test_the_table_s_own_labels_are_no_case() -> None:
    table = "Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghị1 bản chính"
    groups, _ = read_papers(f"- Thành phần hồ sơ:{table}--Kho ngoài cảng{table}")
    assert [group.case for group in groups] == [None, "Kho ngoài cảng"]

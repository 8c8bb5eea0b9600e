"""Which column is which, and what is wrong with a header."""

from __future__ import annotations

import pytest

from knowledge.importers.spreadsheet.cells import Cell, Formula
from knowledge.importers.spreadsheet.header import Header, code_of
from knowledge.importers.spreadsheet.layout import CODE

TITLES = (CODE, "Tên thủ tục", "Kết quả")


def header(*cells: Cell) -> Header:
    found = Header.of(cells, TITLES)
    assert found
    return found


def test_titles_are_known_in_any_case_and_with_a_mark_of_what_is_required() -> None:
    assert header("MÃ  THỦ TỤC *", None, " tên thủ\ntục").positions == {0: CODE, 2: "Tên thủ tục"}
    assert header("M· thñ tôc", "Tªn thñ tôc").positions == {0: CODE, 1: "Tên thủ tục"}


@pytest.mark.parametrize("cells", [[], [None, "Tên thủ tục"], ["Mã", "Tên"], ["Danh sách thủ tục"]])
def test_a_row_without_the_column_of_codes_is_no_header(cells: list[Cell]) -> None:
    assert Header.of(cells, TITLES) is None


def test_faults_and_notices() -> None:
    assert header(CODE).fault([CODE, "Tên thủ tục"]) == 'thiếu cột "Tên thủ tục"'
    assert header(CODE, "Kết quả", "kết quả").fault([CODE]) == 'có hai cột cùng tên "Kết quả"'
    assert header(CODE, "Kết quả").fault([CODE]) is None
    assert header(CODE, "Màu", "").notice() == 'không đọc cột "Màu" vì không có trong mẫu'
    assert header(CODE).notice() is None


def test_cells_by_title_without_empty_ones_and_guards() -> None:
    cells = header(CODE, "x", "Tên thủ tục", "Kết quả").cells(["1.001193", "y", "'=1+1"])
    assert cells == {CODE: "1.001193", "Tên thủ tục": "=1+1"}
    assert header(CODE, "Kết quả").cells(["1", ""]) == {CODE: "1"}


@pytest.mark.parametrize(
    ("cell", "code"), [(" 1.001193 ", "1.001193"), (1.0012, "1.001200"), (Formula("=A1"), ""), (None, "")]
)
def test_the_code_of_a_row(cell: Cell, code: str) -> None:
    assert code_of({CODE: cell}) == code

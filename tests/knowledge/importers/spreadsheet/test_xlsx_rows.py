"""The rows of a workbook, sheet after sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet import xlsx_rows
from knowledge.importers.spreadsheet.cells import Formula
from knowledge.importers.spreadsheet.header import Line
from knowledge.importers.spreadsheet.layout import CODE
from tests.knowledge.importers.spreadsheet.tables import BIRTH, HEADER, NAMED, workbook


def lines(book: Any, tmp_path: Path) -> list[Line | Rejection]:
    path = tmp_path / "bang.xlsx"
    book.save(path)
    assert xlsx_rows.recognise(path)
    return list(xlsx_rows.lines(path))


def test_a_line_knows_its_number_and_its_table(tmp_path: Path) -> None:
    sheets = {"Thủ_tục": [["Danh sách"], *NAMED], "Giấy_tờ": [[CODE, "Tên giấy tờ"], [], [BIRTH, "Tờ khai"]]}
    first, second = lines(workbook(**sheets), tmp_path)
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert (first.number, first.table.title, first.code) == (3, "Thủ tục", BIRTH)
    assert (second.number, second.table.title, second.cells["Tên giấy tờ"]) == (3, "Giấy tờ", "Tờ khai")


def test_a_formula_comes_as_one(tmp_path: Path) -> None:
    (line,) = lines(workbook(Thủ_tục=[HEADER, [BIRTH, "=A1"]]), tmp_path)
    assert isinstance(line, Line)
    assert isinstance(line.cells["Tên thủ tục"], Formula)


def test_nothing_is_read_where_a_sheet_lacks_its_column_of_codes(tmp_path: Path) -> None:
    (rejection,) = lines(workbook(Thủ_tục=NAMED, Giấy_tờ=[["Tên giấy tờ"], ["Tờ khai"]]), tmp_path)
    assert rejection == Rejection(1, None, f'Trang "Giấy tờ": thiếu cột "{CODE}"')


def test_a_workbook_without_codes_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    workbook(Lương=[["Tên", "Số tiền"], ["An", 5]]).save(path)
    assert not xlsx_rows.recognise(path)

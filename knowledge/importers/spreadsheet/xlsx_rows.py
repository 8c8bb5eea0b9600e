"""The rows of a workbook in the layout, sheet after sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.importers.legacy_fonts import in_unicode
from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet.cells import Cell, Formula, text_of
from knowledge.importers.spreadsheet.header import SEARCHED, Header, Line, code_of
from knowledge.importers.spreadsheet.layout import CODE, PROCEDURES, TABLES, Table
from knowledge.importers.spreadsheet.workbook import first_rows, opened


def recognise(path: Path) -> bool:
    """Say whether the file is a workbook with the sheet of procedures, or with a column of codes in any sheet."""
    for title, rows in first_rows(path, SEARCHED):
        if _table(title) is PROCEDURES or any(Header.of(row, [CODE]) for row in rows):
            return True
    return False


def lines(path: Path) -> Iterator[Line | Rejection]:
    """Yield the rows of all sheets; nothing but rejections where one of them has a wrong header."""
    with opened(path) as workbook:
        sheets = {sheet: table for sheet in workbook.worksheets if (table := _table(sheet.title))}
        headers = {sheet: _header(sheet, table) for sheet, table in sheets.items()}
        faults = list(_faults(headers, sheets))
        yield from faults
        if faults:
            return
        for sheet, (header, above) in ((sheet, found) for sheet, found in headers.items() if found):
            if notice := header.notice():
                yield Rejection(above, None, f'Dòng {above} ("{sheet.title}"): {notice}')
            for number, row in enumerate(_rows(sheet), start=1):
                if number > above and any(text_of(cell).strip() for cell in row):
                    cells = header.cells(row)
                    yield Line(number, sheets[sheet], code_of(cells), cells)


def _faults(headers: dict[Any, tuple[Header, int] | None], sheets: dict[Any, Table]) -> Iterator[Rejection]:
    if PROCEDURES not in sheets.values():
        yield Rejection(1, None, f'Thiếu trang "{PROCEDURES.title}"')
    for sheet, found in headers.items():
        if found is None:
            if any(text_of(cell).strip() for row in _rows(sheet) for cell in row):
                yield Rejection(1, None, f'Trang "{sheet.title}": thiếu cột "{CODE}"')
        elif fault := found[0].fault(sheets[sheet].required):
            yield Rejection(found[1], None, f'Dòng {found[1]} ("{sheet.title}"): {fault}')


def _table(title: str) -> Table | None:
    folded = " ".join(in_unicode(text_of(title)).split()).casefold()
    return next((table for table in TABLES if table.title.casefold() == folded), None)


def _header(sheet: Any, table: Table) -> tuple[Header, int] | None:
    titles = [column.title for column in table.columns]
    for number, row in enumerate(sheet.iter_rows(max_row=SEARCHED), start=1):
        if header := Header.of([_value(cell) for cell in row], titles):
            return header, number
    return None


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    """Rows with the value of a merged cell in each row that it spans, as the editor sees it."""
    spanned = {
        (row, span.min_col): (span.min_row, span.min_col)
        for span in sheet.merged_cells.ranges
        for row in range(span.min_row + 1, min(span.max_row, sheet.max_row) + 1)
    }
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield [
            _value(sheet.cell(*spanned[number, column]) if (number, column) in spanned else cell)
            for column, cell in enumerate(row, start=1)
        ]


def _value(cell: Any) -> Cell:
    value = cell.value
    if cell.data_type == "f":
        return Formula(f"công thức {getattr(value, 'text', value)}")
    if cell.data_type == "e":
        return Formula(f"lỗi {value}")
    return value if value is None or isinstance(value, str | int | float | dt.date) else str(value)

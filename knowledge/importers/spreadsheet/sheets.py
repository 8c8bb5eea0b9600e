"""Procedures as an editor's spreadsheet: XLSX, a sheet a table, or CSV, all tables in one file.

No cell can act as a formula when the file is opened: texts are typed as text in XLSX, and stand behind an apostrophe
in CSV where they begin with = + - @. The importer ``spreadsheet`` reads back what was written.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from knowledge.importers.spreadsheet.cells import Cell, Text, guarded, number_text, text_of, unguarded
from knowledge.importers.spreadsheet.layout import CSV_TABLE, TABLES, Row, csv_titles, rows_of
from knowledge.procedure import Procedure

_NARROW, _WIDE = 16, 48
_TITLE = Font(bold=True, color="FFFFFF")
_TITLE_FILL = PatternFill("solid", fgColor="00695C")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_workbook(procedures: Iterable[Procedure], path: Path) -> None:
    """Write a workbook with a sheet a table, holding one procedure at a time."""
    workbook = new_workbook()
    for procedure in procedures:
        for row in rows_of(procedure):
            add(workbook, row)
    workbook.save(path)


def write_csv(procedures: Iterable[Procedure], path: Path) -> None:
    """Write one CSV file, UTF-8 with a byte order mark, by which spreadsheet programs know its encoding."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, csv_titles())
        writer.writeheader()
        for procedure in procedures:
            for row in rows_of(procedure):
                cells = {title: _csv_text(cell) for title, cell in row.cells.items()}
                writer.writerow({CSV_TABLE: row.table.title, **cells})


def new_workbook() -> Any:
    """A workbook to which rows are added, with the headers of all tables and nothing else."""
    workbook = openpyxl.Workbook(write_only=True)
    for table in TABLES:
        sheet = workbook.create_sheet(table.title)
        sheet.freeze_panes = "B2"
        for number, column in enumerate(table.columns, start=1):
            width = _WIDE if type(column.kind) is Text else _NARROW
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([title_cell(sheet, column.title) for column in table.columns])
    return workbook


def add(workbook: Any, row: Row) -> None:
    """Add one row to the sheet of its table."""
    sheet = workbook[row.table.title]
    sheet.append([_cell(sheet, row.cells.get(column.title)) for column in row.table.columns])


def title_cell(sheet: Any, title: str) -> Any:
    """A cell of a header."""
    cell = WriteOnlyCell(sheet, title)
    cell.font, cell.fill, cell.alignment = _TITLE, _TITLE_FILL, _WRAPPED
    return cell


def _cell(sheet: Any, value: Cell) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and unguarded(value) != value:
        value = f"'{value}"
    cell = WriteOnlyCell(sheet, value)
    cell.alignment = _WRAPPED
    if isinstance(value, str):
        cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True
    elif isinstance(value, dt.date):
        cell.number_format = "dd/mm/yyyy"
    return cell


def _csv_text(cell: Cell) -> str:
    if isinstance(cell, int | float):
        return number_text(cell)
    return guarded(text_of(cell) if isinstance(cell, dt.date) else cell or "")

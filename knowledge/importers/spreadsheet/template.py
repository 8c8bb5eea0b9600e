"""The spreadsheet that an editor downloads to begin with: the layout, an example to write over, and how to fill it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import tomllib
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from knowledge.importers.spreadsheet.cells import Words
from knowledge.importers.spreadsheet.layout import CODE, EXAMPLE, TABLES, Table, rows_of
from knowledge.importers.spreadsheet.sheets import add, new_workbook, title_cell
from knowledge.procedure import Procedure

_WORDS = Path(__file__).with_name("template.toml")
_LAST_ROW = 1000
_WIDTHS = (18, 28, 10, 90)


def write_template(path: Path) -> None:
    """Write the template as a workbook. Its example rows are not read, should an editor leave them in.

    Raises:
        OSError: the file cannot be written.
    """
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    with path.open("wb") as file:
        workbook = new_workbook()
        for table in TABLES:
            _offer_words(workbook[table.title], table)
        for row in rows_of(Procedure.model_validate(words["example"])):
            add(workbook, replace(row, cells={**row.cells, CODE: EXAMPLE}))
        _explain(workbook.create_sheet(words["title"]), words)
        workbook.save(file)


def _offer_words(sheet: Any, table: Table) -> None:
    """Offer the words of a closed list in the cells of its column."""
    for number, column in enumerate(table.columns, start=1):
        if isinstance(column.kind, Words):
            choices = DataValidation("list", formula1=f'"{",".join(column.kind.words.values())}"', allow_blank=True)
            letter = get_column_letter(number)
            choices.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.data_validations.append(choices)


def _explain(sheet: Any, words: dict[str, Any]) -> None:
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for rule in words["rules"]:
        sheet.append([rule])
    sheet.append([])
    sheet.append([title_cell(sheet, title) for title in words["header"]])
    for table in TABLES:
        for column in table.columns:
            needed = words["required"] if column.required else ""
            hint = words["hints"][table.title][column.title]
            sheet.append([table.title, column.title, needed, hint])

"""What the export writes cannot act, and comes back."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl

from knowledge.importers.spreadsheet import spreadsheet
from knowledge.importers.spreadsheet.sheets import write_csv, write_workbook
from knowledge.procedure import Procedure
from tests.knowledge.importers.spreadsheet.tables import (
    BIRTH,
    only,
)

FORMULAS = ['=HYPERLINK("http://x","y")', "+84 262", "-1+1", "@SUM(A1)", "\t=1", "'=1", "'quoted"]


def harmful() -> Procedure:
    return Procedure.model_validate(
        {
            "code": BIRTH,
            "name": FORMULAS[0],
            "field": FORMULAS[1],
            "papers": [{"items": [{"name": formula, "note": "x" + formula} for formula in FORMULAS]}],
            "source": {"title": "@nguồn", "url": "=1"},
        }
    )


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    write_workbook([harmful()], path)
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert all(cell.quotePrefix for cell in cells if isinstance(cell.value, str))
    assert only(list(spreadsheet.read(path, None))) == harmful()


def test_no_cell_of_a_csv_begins_as_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "bang"
    write_csv([harmful()], path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert only(list(spreadsheet.read(path, None))) == harmful()


def test_a_csv_is_read_with_few_procedures_in_memory(tmp_path: Path) -> None:
    """Procedures come out as soon as they are whole, while later rows are still unread."""
    path = tmp_path / "bang"
    write_csv((harmful().model_copy(update={"code": f"1.{number:06}"}) for number in range(300)), path)
    stream = spreadsheet.read(path, None)
    assert only([next(stream)]).code == "1.000000"
    assert sum(1 for _ in stream) == 299

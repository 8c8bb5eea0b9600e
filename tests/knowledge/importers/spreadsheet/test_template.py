"""The template explains every column, and its example is not read until an editor writes over it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import tomllib

from knowledge.importers.spreadsheet import spreadsheet, template
from knowledge.importers.spreadsheet.layout import CODE, EXAMPLE, TABLES
from knowledge.procedure import Procedure

WORDS = tomllib.loads(Path(template.__file__).with_name("template.toml").read_text(encoding="utf-8"))


def test_every_column_is_explained() -> None:
    assert {table: set(hints) for table, hints in WORDS["hints"].items()} == {
        table.title: {column.title for column in table.columns} for table in TABLES if table.title in WORDS["hints"]
    }
    assert set(WORDS["hints"]) == {table.title for table in TABLES}


def test_the_template_as_it_is_holds_no_procedure(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    template.write_template(path)
    assert spreadsheet.recognise(path.read_bytes(), path)
    assert list(spreadsheet.read(path, None)) == []


def test_written_over_it_is_the_example(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    template.write_template(path)
    book = openpyxl.load_workbook(path)
    for table in TABLES:
        for (cell,) in book[table.title].iter_rows(max_col=1):
            if cell.value == EXAMPLE:
                cell.value = WORDS["example"]["code"]
    book.save(path)
    (procedure,) = spreadsheet.read(path, None)
    assert procedure == Procedure.model_validate(WORDS["example"])


def test_closed_lists_are_offered_in_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    template.write_template(path)
    sheet = openpyxl.load_workbook(path)["Cách nộp"]
    titles = [cell.value for cell in sheet[1]]
    offered = {
        titles[next(iter(choice.sqref.ranges)).min_col - 1]: choice.formula1
        for choice in sheet.data_validations.dataValidation
    }
    assert offered["Hình thức nộp"] == '"Trực tiếp,Trực tuyến,Bưu chính"'
    assert CODE not in offered


def test_the_documentation_tells_the_same() -> None:
    text = (Path(__file__).parents[4] / "docs" / "spreadsheet.md").read_text(encoding="utf-8")
    for table in TABLES:
        _, section = text.split(f"\n## {table.title}\n", 1)
        rows = section.split("\n\n")[0].split("\n")[2:]
        assert rows == [
            f"| {column.title} | {'có' if column.required else ''} | {WORDS['hints'][table.title][column.title]} |"
            for column in table.columns
        ]
    assert all(rule in text for rule in WORDS["rules"])

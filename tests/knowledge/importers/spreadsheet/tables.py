"""Spreadsheets for the tests: as CSV text and as workbooks, written and read back."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl

from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet import spreadsheet
from knowledge.importers.spreadsheet.layout import CODE, CSV_TABLE, TABLES
from knowledge.procedure import Procedure

BIRTH = "1.001193"
ROWS = [
    {CSV_TABLE: "Thủ tục", CODE: BIRTH, "Tên thủ tục": "Đăng ký khai sinh", "Cấp thực hiện": "Xã"},
    {CSV_TABLE: "Giấy tờ", CODE: BIRTH, "Tên giấy tờ": "- Tờ khai; theo mẫu", "Số bản chính": "1"},
    {CSV_TABLE: "Cách nộp", CODE: BIRTH, "Hình thức nộp": "Trực tiếp", "Mức phí": "50.000"},
]


def csv_text(rows: list[dict[str, str]], separator: str = ",") -> str:
    titles = list(dict.fromkeys(title for row in rows for title in row))
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, titles, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def read_bytes(content: bytes, tmp_path: Path) -> list[Procedure | Rejection]:
    path = tmp_path / "bang"
    path.write_bytes(content)
    assert spreadsheet.recognise(content[:65536], path)
    return list(spreadsheet.read(path, None))


def read_rows(rows: list[dict[str, str]], tmp_path: Path) -> list[Procedure | Rejection]:
    return read_bytes(csv_text(rows).encode(), tmp_path)


def workbook(**sheets: list[list[Any]]) -> Any:
    """A workbook of which the sheets are named by the words of their titles."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    titles = {table.title.replace(" ", "_").replace(",", ""): table.title for table in TABLES}
    for key, rows in sheets.items():
        sheet = book.create_sheet(titles.get(key, key))
        for row in rows:
            sheet.append(row)
    return book


def read_workbook(book: Any, tmp_path: Path) -> list[Procedure | Rejection]:
    path = tmp_path / "bang"
    book.save(path)
    assert spreadsheet.recognise(path.read_bytes()[:65536], path)
    return list(spreadsheet.read(path, None))


def only(records: list[Procedure | Rejection]) -> Procedure:
    (record,) = records
    assert isinstance(record, Procedure), record
    return record


def with_marks(letter: str) -> str:
    """The letter as Windows writes it: tone marks are letters of their own."""
    parts = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + "".join(tones)


def rejections(records: list[Procedure | Rejection]) -> list[Rejection]:
    return [record for record in records if isinstance(record, Rejection)]


HEADER = [CODE, "Tên thủ tục"]
NAMED = [HEADER, [BIRTH, "Đăng ký khai sinh"]]

"""Opening what somebody else calls a workbook."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest

from knowledge.importers.spreadsheet.workbook import first_rows, opened


def test_the_first_rows_of_each_sheet_whatever_the_file_is_called(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Một"
    for number in range(5):
        book.active.append([number, f"dòng {number}"])
    book.create_sheet("Hai")
    book.save(tmp_path / "x.bin")
    assert first_rows(tmp_path / "x.bin", 2) == [("Một", [[0, "dòng 0"], [1, "dòng 1"]]), ("Hai", [])]
    with opened(tmp_path / "x.bin") as workbook:
        assert workbook.sheetnames == ["Một", "Hai"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"chu thuong"])
def test_what_is_no_workbook_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    path.write_bytes(content)
    assert first_rows(path, 3) == []
    with warnings.catch_warnings(), pytest.raises(ValueError, match=r"bang\.xlsx"), opened(path):
        pass

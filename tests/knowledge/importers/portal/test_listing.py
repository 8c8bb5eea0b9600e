"""The portal's list download."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from knowledge.importers.portal import listing as portal_list
from knowledge.importers.reader import Rejection
from knowledge.procedure import Procedure
from tests.knowledge.importers.catalogue import CATALOGUE, needs_catalogue

HEADER = ["Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"]


def write(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    book.active.merge_cells("A1:E1")
    book.active["A1"] = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nDANH SÁCH THỦ TỤC HÀNH CHÍNH"
    for row in (HEADER, *rows):
        book.active.append(row)
    book.save(path)
    return path


def read(path: Path) -> list[Procedure | Rejection]:
    assert portal_list.recognise(path.read_bytes()[:4096], path)
    return list(portal_list.read(path, dt.date(2026, 7, 1)))


def test_an_entry_is_a_list_only_procedure(tmp_path: Path) -> None:
    path = write(
        tmp_path / "x", ["1.000901", "Cấp thẻ \n bạn đọc ", "Bộ Văn hóa", "Thư viện tỉnh\nThư viện xã", "Thư viện"]
    )
    (entry,) = read(path)
    assert isinstance(entry, Procedure)
    assert (entry.code, entry.name, entry.field) == ("1.000901", "Cấp thẻ bạn đọc", "Thư viện")
    assert entry.agency == "Thư viện tỉnh; Thư viện xã"
    assert entry.details is False
    assert entry.source.as_of == dt.date(2026, 7, 1)
    assert (entry.papers, entry.submissions, entry.steps) == ([], [], None)


def test_an_empty_agency_is_not_stated(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path / "x", ["1.000901", "Cấp thẻ", "Bộ Văn hóa", "", "Thư viện"]))
    assert isinstance(entry, Procedure)
    assert entry.agency is None


def test_wrong_rows_are_rejected_by_their_number(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["1.000901", "Cấp thẻ", "", "", "Thư viện"],
        [None, None, None, None, None],
        [None, "Không mã", "", "", "Thư viện"],
        ["1.000901", "Cấp thẻ lần nữa", "", "", "Thư viện"],
        ["abc", "Mã sai", "", "", "Thư viện"],
        ["1.000902", None, "", "", "Thư viện"],
        [1.00095, "Mã là số", "", "", "Thư viện"],
    ]
    first, *rejected, last = read(write(tmp_path / "x", *rows))
    assert isinstance(first, Procedure)
    assert [record.record for record in rejected if isinstance(record, Rejection)] == [5, 6, 7, 8]
    assert "dòng 3" in [record.reason for record in rejected if isinstance(record, Rejection)][1]
    assert isinstance(last, Procedure)
    assert last.code == "1.000950"


@pytest.mark.catalogue
@needs_catalogue
@pytest.mark.parametrize(
    ("file", "first", "last"),
    [
        ("danh-sach-tthc-BoCongAn.xlsx", "1.015027", "1.000178"),
        ("danh-sach-tthc-BoTuPhap.xlsx", "1.014966", "1.000094"),
    ],
)
def test_the_real_lists(file: str, first: str, last: str) -> None:
    entries = read(CATALOGUE / file)
    assert all(isinstance(entry, Procedure) and not entry.details for entry in entries)
    assert (entries[0].code, entries[-1].code) == (first, last)

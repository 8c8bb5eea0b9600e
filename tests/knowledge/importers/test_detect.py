"""Formats are told by content: whatever a file is called, and whatever it holds."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from knowledge.importers.detect import reader_of, why_unknown
from knowledge.importers.spreadsheet.export import write_jsonl
from knowledge.importers.spreadsheet.sheets import write_csv, write_workbook
from knowledge.importers.spreadsheet.template import write_template
from knowledge.procedure import Procedure, Source
from tests.knowledge.importers.detail.test_sheet import sheet
from tests.knowledge.importers.detail.word_sheets import READER_CARD, write_word_sheet
from tests.knowledge.importers.portal.test_listing import write as write_list

PROCEDURE = Procedure(code="1.000901", name="Cấp thẻ", source=Source(title="Thử"))
PORTAL = '{"ma_thu_tuc": "1.000901", "detail_url": "", "ten_thu_tuc": "Cấp thẻ", "cach_thuc_thuc_hien": ""}\n'


KNOWN: dict[str, tuple[str, Callable[[Path], object]]] = {
    "portal": ("portal", lambda path: path.write_text(PORTAL, encoding="utf-8")),
    "detail": ("detail_sheet", lambda path: path.write_text(json.dumps(sheet(), ensure_ascii=False), encoding="utf-8")),
    "own": ("own", lambda path: write_jsonl([PROCEDURE], path)),
    "list": ("portal_list", lambda path: write_list(path, ["1.000901", "Cấp thẻ", "", "", ""])),
    "workbook": ("spreadsheet", lambda path: write_workbook([PROCEDURE], path)),
    "template": ("spreadsheet", write_template),
    "csv": ("spreadsheet", lambda path: write_csv([PROCEDURE], path)),
    "word": ("detail_docx", lambda path: write_word_sheet(path, READER_CARD)),
}


@pytest.mark.parametrize("kind", KNOWN)
@pytest.mark.parametrize("name", ["0f3a", "anh.png", "portal.jsonl", "danh-sach-tthc-Bo.xlsx", "ChiTietTTHC_1.docx"])
def test_is_recognised_under_any_name(kind: str, name: str, tmp_path: Path) -> None:
    expected, write = KNOWN[kind]
    plain = tmp_path / {"list": "a.xlsx", "workbook": "a.xlsx", "template": "a.xlsx", "word": "a.docx"}.get(kind, "a")
    write(plain)
    path = plain.rename(tmp_path / name)
    reader = reader_of(path)
    assert reader is not None
    assert reader.name == expected
    assert all(isinstance(record, Procedure) for record in reader.read(path, None))


def zipped(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")


def other_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Họ tên", "Mã", "Tên"])
    book.save(path)


def other_word_file(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Thư mời họp")
    document.save(str(path))


UNKNOWN: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "trống"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 50), "không phải văn bản"),
    "old office": (lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600), "mật khẩu"),
    "text": (lambda path: path.write_text("Kính gửi,\nchào anh chị.", encoding="utf-8"), "Mã thủ tục"),
    "other json": (lambda path: path.write_text('{"name": "x", "value": 3}', encoding="utf-8"), "JSON"),
    "other csv": (lambda path: path.write_text("ho_ten;tuoi\nAn;30\n", encoding="utf-8"), "Mã thủ tục"),
    "zip": (lambda path: zipped(path, "a.txt"), "nén"),
    "broken zip": (lambda path: path.write_bytes(b"PK\x03\x04" + b"\1" * 300), "nén"),
    "a zip that says it is a workbook": (lambda path: zipped(path, "[Content_Types].xml", "xl/workbook.xml"), "nén"),
    "a zip that says it is a Word file": (lambda path: zipped(path, "[Content_Types].xml", "word/document.xml"), "nén"),
    "JSON in UTF-16": (lambda path: path.write_text('{"ma_thu_tuc": "1.001193"}', encoding="utf-16"), "UTF-8"),
    "other workbook": (other_workbook, "nén"),
    "other Word file": (other_word_file, "nén"),
}


@pytest.mark.parametrize("kind", UNKNOWN)
def test_an_unknown_file_has_no_reader_and_a_reason(kind: str, tmp_path: Path) -> None:
    write, named = UNKNOWN[kind]
    path = tmp_path / "portal.jsonl"
    write(path)
    assert reader_of(path) is None
    assert named in why_unknown(path)


def test_a_cut_off_workbook_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook([PROCEDURE], path)
    path.write_bytes(path.read_bytes()[:2000])
    assert reader_of(path) is None


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        reader_of(tmp_path / "none")
    with pytest.raises(IsADirectoryError):
        reader_of(tmp_path)

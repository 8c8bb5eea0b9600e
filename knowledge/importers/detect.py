"""Which format a file is of, told by its content and never by its name."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import cast

from knowledge.importers import own
from knowledge.importers.detail import docx as detail_docx
from knowledge.importers.detail import sheet as detail_sheet
from knowledge.importers.portal import listing as portal_list
from knowledge.importers.portal import portal
from knowledge.importers.reader import FormatReader
from knowledge.importers.spreadsheet import spreadsheet

READERS = cast(
    tuple[FormatReader, ...],
    (detail_sheet, portal, own, portal_list, spreadsheet, detail_docx),
)
"""The formats, each a module; the first that recognises a file reads it."""

_HEAD = 1 << 16
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")


def reader_of(path: Path) -> FormatReader | None:
    """The reader of the file's format, ``None`` where no format is recognised.

    Raises:
        OSError: where there is no such file, or it may not be read.
    """
    head = _head(path)
    return next((reader for reader in READERS if reader.recognise(head, path)), None)


def why_unknown(path: Path) -> str:
    """What keeps a file from being recognised, in Vietnamese, and what to do about it."""
    head = _head(path)
    if not head:
        return "Tệp trống."
    if head.startswith(_OLD_OFFICE):
        return "Tệp Word hoặc Excel đời cũ, hoặc có mật khẩu; hãy bỏ mật khẩu và lưu lại dạng .docx hoặc .xlsx."
    if head.startswith(b"PK"):
        return "Tệp nén hoặc tệp Office không có trang, cột hay mục nào của các mẫu được nhận."
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "Tệp văn bản mã UTF-16 mà không phải bảng CSV của thủ tục; hãy lưu lại dạng UTF-8."
    if b"\0" in head:
        return "Tệp không phải văn bản, bảng tính hay tờ chi tiết thủ tục."
    return 'Không nhận ra định dạng: không có cột "Mã thủ tục" và không phải JSON của thủ tục.'


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)

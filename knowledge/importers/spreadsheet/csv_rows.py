"""The rows of a spreadsheet in CSV, whatever separator and encoding the editor's program has chosen."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from knowledge.importers.legacy_fonts import in_unicode
from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet.cells import Cell, text_of
from knowledge.importers.spreadsheet.header import SEARCHED, Header, Line, code_of
from knowledge.importers.spreadsheet.layout import CSV_TABLE, PROCEDURES, TABLES, Table, csv_titles

_HEAD = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class _Dialect:
    """How the file is written, and its header: number and width of its row."""

    encoding: str
    separator: str
    header: Header
    above: int
    width: int


class BrokenOff(ValueError):
    """The text cannot be read to its end: what is missing may belong to any procedure of the file."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"Sau dòng {number}: {reason}; cả tệp chưa được nhận")
        self.rejection = Rejection(number + 1, None, str(self))


def recognise(head: bytes) -> bool:
    """Say whether text with the header of the layout begins with ``head``."""
    return _dialect(head) is not None


def lines(path: Path) -> Iterator[Line | Rejection]:
    """Yield the rows; nothing but a rejection where the header is wrong.

    Raises:
        BrokenOff: where the text cannot be read to its end.
    """
    with path.open("rb") as file:
        dialect = _dialect(file.read(_HEAD))
    if dialect is None:
        raise ValueError(f'{path.name} không có dòng tiêu đề với cột "Mã thủ tục"')
    number = dialect.above
    if fault := dialect.header.fault([CSV_TABLE, *PROCEDURES.required]):
        yield Rejection(number, None, f"Dòng {number}: {fault}")
        return
    if notice := dialect.header.notice():
        yield Rejection(number, None, f"Dòng {number}: {notice}")
    with path.open(encoding=dialect.encoding, newline="") as text:
        rows = csv.reader(text, delimiter=dialect.separator, strict=True)
        try:
            for number, row in enumerate(rows, start=1):
                if number > dialect.above and any(cell.strip() for cell in row):
                    yield _line(number, row, dialect)
        except UnicodeDecodeError as error:
            raise BrokenOff(number, f"có chữ không đọc được ({error.reason}), hãy lưu lại dạng CSV UTF-8") from error
        except csv.Error as error:
            raise BrokenOff(number, f"dấu ngoặc kép không khép hoặc ô quá dài ({error})") from error


def _line(number: int, row: list[str], dialect: _Dialect) -> Line | Rejection:
    # Lines within a cell end as those of the file do; our export never writes a bare CR.
    cells = dialect.header.cells([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row])
    kind = " ".join(in_unicode(text_of(cells.pop(CSV_TABLE, None))).split())
    code = code_of(cells)
    table = next((table for table in TABLES if table.title.casefold() == kind.casefold()), None)
    if len(row) > dialect.width:
        fault = f'có nhiều ô hơn dòng tiêu đề; ô chứa "{dialect.separator}" phải đặt trong ngoặc kép'
    elif table is None:
        fault = f'cột "{CSV_TABLE}" ghi "{kind}"; các chữ được dùng: {", ".join(table.title for table in TABLES)}'
    elif strange := _strange(cells, table):
        fault = f'dòng "{table.title}" không dùng cột {strange}'
    else:
        return Line(number, table, code, cells)
    return Rejection(number, code or None, f"Dòng {number}: {fault}")


def _strange(cells: dict[str, Cell], table: Table) -> str:
    """The titles of cells that the table has no column for."""
    titles = {column.title for column in table.columns}
    return ", ".join(f'"{title}"' for title in cells if title not in titles)


def _dialect(head: bytes) -> _Dialect | None:
    for encoding in _encodings(head):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        for separator in _SEPARATORS:
            if found := _header(text, separator):
                header, number, row = found
                # Half of a text in an old font reads the same in both; the other half is right in Latin-1 only.
                if encoding == "cp1258" and any(in_unicode(cell) != cell for cell in row):
                    continue
                return _Dialect(encoding, separator, header, number, len(row))
    return None


def _encodings(head: bytes) -> tuple[str, ...]:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return (encoding,)
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > len(head) // 5:
            return (encoding,)
    # The header must be readable, so that none is taken for another. The last is what old fonts were typed in.
    return ("utf-8", "cp1258", "latin-1")


def _header(text: str, separator: str) -> tuple[Header, int, list[str]] | None:
    """The header, and the row that it was found in with its number."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    with contextlib.suppress(csv.Error):
        for number, row in enumerate(islice(rows, SEARCHED), start=1):
            if (header := Header.of(row, csv_titles())) and len(header.positions) > 1:
                return header, number, row
    return None

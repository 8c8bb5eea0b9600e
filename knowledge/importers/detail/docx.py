"""The national database's detail sheet as a Word file (ChiTietTTHC_*.docx): labels with their text, and tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from pydantic import ValidationError

from knowledge.importers.detail.sheet import Row, Sheet, procedure_of
from knowledge.importers.legacy_fonts import Transcript, UnclearFont, in_unicode
from knowledge.importers.reader import Rejection
from knowledge.importers.reasons import reason_of
from knowledge.importers.text import mended, one_line
from knowledge.procedure import Procedure

name = "detail_docx"

_FIRST = "mã thủ tục"
_METADATA = (_FIRST, "số quyết định", "tên thủ tục", "cấp thực hiện", "loại thủ tục", "lĩnh vực")
_CONTENT = (
    "trình tự thực hiện",
    "cách thức thực hiện",
    "đối tượng thực hiện",
    "cơ quan thực hiện",
    "cơ quan có thẩm quyền",
    "cơ quan được ủy quyền",
    "cơ quan phối hợp",
    "địa chỉ tiếp nhận hs",
    "kết quả thực hiện",
    "yêu cầu, điều kiện thực hiện",
    "từ khóa",
    "mô tả",
)
_PAPERS, _LEGAL = "thành phần hồ sơ", "căn cứ pháp lý"
_LABEL = re.compile(rf"({'|'.join((*_METADATA, *_CONTENT, _PAPERS, _LEGAL))})\s*(?::\s*|$)", re.IGNORECASE)
_WHOLE_LIST = ("bao gồm", "thành phần hồ sơ bao gồm")
_COUNTS = re.compile(r"bản\s+(?:chính|sao)\s*:", re.IGNORECASE)
_WAYS = {"hình thức": "hinh_thuc", "thời": "thoi_han_giai_quyet", "phí": "phi_le_phi", "mô tả": "mo_ta"}
_ACTS = {"số ký hiệu": "so_ky_hieu", "trích yếu": "trich_yeu"}
_NAME = "tên giấy tờ"


def recognise(head: bytes, path: Path) -> bool:
    """Say whether the file is a Word file with the labels of a detail sheet."""
    if not head.startswith(b"PK"):
        return False
    try:
        return next(_sheets(_document(path), in_unicode), None) is not None
    except ValueError:
        return False


def read(path: Path, as_of: dt.date | None) -> Iterator[Procedure | Rejection]:
    """Yield the procedure of each sheet in the file, nearly always one. ``as_of`` dates it."""
    transcript = Transcript()
    try:
        sheets = list(_sheets(_document(path), transcript.text))
    except UnclearFont as error:
        yield Rejection(1, None, f"Tệp Word: {error}")
        return
    for record, sheet in enumerate(sheets, start=1):
        code = sheet.metadata.get("mã_thủ_tục")
        try:
            procedure = procedure_of(sheet, as_of)
            procedure.flags += transcript.flags()
            yield procedure
        except ValidationError as error:
            yield Rejection(record, code, f"Tờ chi tiết thứ {record}: {reason_of(error)}")
        except ValueError as error:
            yield Rejection(record, code, f"Tờ chi tiết thứ {record}: {error}")


def _document(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            return docx.Document(file)
    except Exception as error:  # of a file that is none of its own, python-docx raises whatever it stumbles over
        raise ValueError(f"{path.name} không mở được như một tệp Word: {error}") from error


class _Field(NamedTuple):
    """A paragraph: the label that it begins with, what follows it, the whole, and whether it is printed bold."""

    label: str | None
    text: str
    whole: str
    bold: bool


def _sheets(document: Any, to_unicode: Callable[[str], str]) -> Iterator[Sheet]:
    builder: _Builder | None = None
    bold = False
    for block in document.iter_inner_content():
        for field in _fields(block, to_unicode):
            if field.label == _FIRST and field.bold >= bold:
                if builder:
                    yield builder.sheet()
                builder, bold = _Builder(to_unicode), field.bold
            if builder and field.label and field.bold >= bold and builder.is_new(field.label):
                builder.begin(field.label, field.text)
            elif builder:
                builder.add(field.whole)
        if isinstance(block, Table) and builder:
            builder.add_table(block)
    if builder:
        yield builder.sheet()


def _fields(block: Any, to_unicode: Callable[[str], str]) -> Iterator[_Field]:
    """A paragraph, or each row of a table of labels and values."""
    if isinstance(block, Paragraph):
        yield _field(mended(to_unicode(block.text)), _is_bold(block))
    elif _is_of_fields(block, to_unicode):
        for row in block.rows:
            label, value = (mended(to_unicode(cell.text)) for cell in row.cells[:2])
            yield _field(f"{label.rstrip(':')}: {value}", True)


def _field(text: str, bold: bool) -> _Field:
    found = _LABEL.match(text)
    return _Field(found[1].lower(), text[found.end() :], text, bold) if found else _Field(None, text, text, bold)


def _is_bold(paragraph: Paragraph) -> bool:
    first = next((run for run in paragraph.runs if run.text.strip()), None)
    return bool(first and first.bold)


def _is_of_fields(table: Table, to_unicode: Callable[[str], str]) -> bool:
    return len(table.columns) == 2 and bool(_LABEL.fullmatch(one_line(to_unicode(table.cell(0, 0).text))))


class _Builder:
    """One detail sheet in the making."""

    def __init__(self, to_unicode: Callable[[str], str]) -> None:
        self._to_unicode = to_unicode
        self._texts: dict[str, list[str]] = {}
        self._label: str | None = None
        self._case: str | None = None
        self._under_papers: list[str] = []
        self._tables: dict[str, list[Row]] = {"hinh_thuc_nop": [], "thanh_phan_ho_so": [], "can_cu_phap_ly": []}

    def is_new(self, label: str) -> bool:
        """Say whether the label has not come yet: later it is a text like any other."""
        return label not in self._texts

    def begin(self, label: str, text: str) -> None:
        """Begin the field of this label with its first line."""
        self._close_papers()
        self._label = label
        self._texts[label] = []
        self.add(text)

    def add(self, text: str) -> None:
        """Add a text to the field."""
        if text and self._label:
            lines = self._under_papers if self._label == _PAPERS else self._texts[self._label]
            lines += text.split("\n")

    def add_table(self, table: Table) -> None:
        """Add the rows of a table, known by its header."""
        header, *rows = [[mended(self._to_unicode(cell.text)) for cell in row.cells] for row in table.rows] or [[]]
        titles = [one_line(title).lower() for title in header]
        if _NAME in titles:
            self._take_case()
            self._tables["thanh_phan_ho_so"] += [_paper_row(titles, row, self._case) for row in rows]
        elif titles and titles[0].startswith("hình thức"):
            self._tables["hinh_thuc_nop"] += [_row(titles, row, _WAYS) for row in rows]
        elif "số ký hiệu" in titles:
            self._tables["can_cu_phap_ly"] += [_row(titles, row, _ACTS) for row in rows]

    def sheet(self) -> Sheet:
        """The sheet, when all of it has been added."""
        self._close_papers()
        acts = [Row(trich_yeu=line) for line in self._texts.get(_LEGAL, [])]
        tables = {**self._tables, "can_cu_phap_ly": [*self._tables["can_cu_phap_ly"], *acts]}
        metadata, content = (self._joined(labels) for labels in (_METADATA, _CONTENT))
        return Sheet(metadata=metadata, content=content, tables=tables)

    def _joined(self, labels: tuple[str, ...]) -> Row:
        return {re.sub(r"\W+", "_", label): "\n".join(self._texts.get(label, [])) for label in labels}

    def _take_case(self) -> None:
        """The text above a table of papers is the case in which they are needed."""
        if self._under_papers:
            case = "\n".join(self._under_papers)
            self._case = None if case.lower().rstrip(": ") in _WHOLE_LIST else case
            self._under_papers = []

    def _close_papers(self) -> None:
        """Text after the last table of papers, or without any table: papers of which no number is stated."""
        rows = [Row(ten_giay_to=line, truong_hop=self._case) for line in self._under_papers]
        self._tables["thanh_phan_ho_so"] += rows
        self._under_papers = []


def _row(titles: list[str], cells: list[str], columns: dict[str, str]) -> Row:
    return {
        key: cell
        for title, cell in zip(titles, cells, strict=False)
        for start, key in columns.items()
        if title.startswith(start)
    }


def _paper_row(titles: list[str], cells: list[str], case: str | None) -> Row:
    row: Row = {"truong_hop": case}
    for title, cell in zip(titles, cells, strict=False):
        if title == _NAME:
            row["ten_giay_to"] = cell
        elif _COUNTS.search(cell):
            row["ghi_chu"] = cell
        elif cell and title != "stt":
            row["so_luong"] = cell
    return row

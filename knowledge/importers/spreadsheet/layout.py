"""The one layout of a spreadsheet of procedures, documented for editors in docs/spreadsheet.md.

A workbook has a sheet a table; a CSV file has all tables below one another, told apart by its first column.
:func:`rows_of` lays a procedure out as rows, and :mod:`.assembly` puts one together again, with nothing
lost as long as its texts are in NFC and every part of it says something. :mod:`.sheets` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.importers.spreadsheet.cells import Cell, Code, Count, Day, Kind, Money, Number, Several, Text, Words
from knowledge.procedure import Procedure, Submission

LONGEST = 30_000
"""Letters in a cell; spreadsheet programs cut off what is longer than 32,767."""

CONTINUED = "(tiếp)"
"""Stands behind the code of a row that continues the texts of the row above it, where they are longer than a cell."""

EXAMPLE = "Ví dụ"
"""Stands for the code in the rows of the template's example, which are not read."""

CSV_TABLE = "Loại dòng"
"""The CSV's first column: the title of the table that the row belongs to."""

LEVELS = Words(
    {"bộ": "Bộ", "tỉnh": "Tỉnh", "xã": "Xã", "khác": "Khác"},
    {"Cấp Bộ": "bộ", "Cấp Tỉnh": "tỉnh", "Cấp Xã": "xã", "Cơ quan khác": "khác"},
)
JURISDICTIONS = Words(
    {"province": "Tỉnh", "commune": "Xã", "central": "Trung ương", "other_province": "Tỉnh khác"},
    {"Cấp tỉnh": "province", "Cấp xã": "commune"},
)
WAYS = Words(
    {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính"},
    {
        "Nộp tại Trung tâm": "direct",
        "Nộp trực tiếp": "direct",
        "Nộp qua mạng": "online",
        "Nộp trực tuyến": "online",
        "Gửi bưu điện": "post",
        "Dịch vụ bưu chính": "post",
        "Qua bưu chính": "post",
    },
)
UNITS = Words({"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ", "month": "tháng", "year": "năm"})
USES = Words({"submit": "Nộp", "present": "Xuất trình"}, {"Phải nộp": "submit", "Phải xuất trình": "present"})
PAPER_KINDS = Words({"paper": "Giấy tờ", "note": "Lưu ý"})
SETTERS = Words({"province": "Tỉnh"}, {"HĐND tỉnh": "province"})
ONLINE_LEVELS = Words({"full": "Toàn trình", "partial": "Một phần"})
YES = Words({True: "Có", False: "Không"}, {"x": True})


UNNAMED_SOURCE = "Bảng tính của cán bộ biên tập"
"""The source of a procedure whose row names none."""


@dataclass(frozen=True)
class Column:
    """One column: the title by which it is found, and what its cells are."""

    title: str
    kind: Kind = field(default_factory=Text)
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table: a sheet of the workbook, and a kind of row in the CSV."""

    title: str
    columns: tuple[Column, ...]

    @property
    def required(self) -> list[str]:
        """Titles of the columns that must be there."""
        return [column.title for column in self.columns if column.required]


CODE = "Mã thủ tục"
_CODE = Column(CODE, Code(), required=True)

PROCEDURES = Table(
    "Thủ tục",
    (
        _CODE,
        Column("Tên thủ tục", required=True),
        Column("Số quyết định"),
        Column("Cấp thực hiện", Several(LEVELS)),
        Column("Lĩnh vực"),
        Column("Cơ quan thực hiện"),
        Column("Đối tượng thực hiện", Several(Text())),
        Column("Thẩm quyền", JURISDICTIONS),
        Column("Trình tự thực hiện"),
        Column("Yêu cầu, điều kiện"),
        Column("Kết quả"),
        Column("Nguồn"),
        Column("Địa chỉ nguồn"),
        Column("Ngày dữ liệu", Day()),
        Column("Chỉ có trong danh sách", YES),
        Column("Tự biên soạn", YES),
        Column("Biên soạn theo quyết định"),
        Column("Biên soạn theo dữ liệu ngày", Day()),
        Column("Mã đối chiếu"),
        Column("Phiên bản", Count()),
    ),
)
PAPERS = Table(
    "Giấy tờ",
    (
        _CODE,
        Column("Nhóm số", Count()),
        Column("Trường hợp của nhóm"),
        Column("Dùng để", USES),
        Column("Tên giấy tờ", required=True),
        Column("Số bản chính", Count()),
        Column("Số bản sao", Count()),
        Column("Tên mẫu đơn"),
        Column("Địa chỉ mẫu đơn"),
        Column("Là giấy tờ hay lưu ý", PAPER_KINDS),
        Column("Khi nào cần"),
        Column("Ghi chú"),
    ),
)
SUBMISSIONS = Table(
    "Cách nộp",
    (
        _CODE,
        Column("Cách số", Count()),
        Column("Hình thức nộp", WAYS, required=True),
        Column("Thời gian", Number()),
        Column("Đơn vị thời gian", UNITS),
        Column("Thời gian (nguyên văn)"),
        Column("Mức phí", Money()),
        Column("Loại tiền"),
        Column("Phí áp dụng từ ngày", Day()),
        Column("Phí áp dụng đến ngày", Day()),
        Column("Ghi chú mức phí"),
        Column("Phí (nguyên văn)"),
        Column("Phí do ai quy định", SETTERS),
        Column("Mức độ trực tuyến", ONLINE_LEVELS),
        Column("Ghi chú"),
    ),
)
LEGAL_BASIS = Table("Căn cứ pháp lý", (_CODE, Column("Số ký hiệu"), Column("Tên văn bản")))
PLACES = Table("Nơi nộp", (_CODE, Column("Tên nơi nộp", required=True), Column("Địa chỉ"), Column("Ghi chú")))
FLAGS = Table("Cần xem lại", (_CODE, Column("Mục", required=True), Column("Lý do", required=True)))

TABLES: tuple[Table, ...] = (PROCEDURES, PAPERS, SUBMISSIONS, LEGAL_BASIS, PLACES, FLAGS)


def csv_titles() -> list[str]:
    """The header of a CSV file: its first column, then every title once, table after table."""
    return [CSV_TABLE, *dict.fromkeys(column.title for table in TABLES for column in table.columns)]


@dataclass(frozen=True)
class Row:
    """One row of a table: what its cells show, by the title of the column. Empty cells are left out."""

    table: Table
    cells: dict[str, Cell]


def rows_of(procedure: Procedure) -> Iterator[Row]:
    """The rows of one procedure, table after table; none holds a text longer than :data:`LONGEST`."""
    yield from _rows(procedure, PROCEDURES, [_procedure_values(procedure)])
    yield from _rows(procedure, PAPERS, _paper_values(procedure))
    yield from _rows(procedure, SUBMISSIONS, _submission_values(procedure))
    yield from _rows(procedure, LEGAL_BASIS, ((act.number, act.title) for act in procedure.legal_basis))
    yield from _rows(procedure, PLACES, ((place.name, place.address, place.note) for place in procedure.places))
    yield from _rows(procedure, FLAGS, ((flag.field, flag.reason) for flag in procedure.flags))


def _procedure_values(procedure: Procedure) -> Sequence[Any]:
    source, origin = procedure.source, procedure.origin
    return (
        procedure.name,
        procedure.decision,
        procedure.levels,
        procedure.field,
        procedure.agency,
        procedure.audience,
        procedure.jurisdiction,
        procedure.steps,
        procedure.conditions,
        procedure.result,
        source.title,
        source.url,
        source.as_of,
        None if procedure.details else True,
        procedure.curated or None,
        origin.decision if origin else None,
        origin.as_of if origin else None,
        origin.digest if origin else None,
        procedure.version,
    )


def _paper_values(procedure: Procedure) -> Iterator[Sequence[Any]]:
    for number, group in enumerate(procedure.papers, start=1):
        shown = (number, group.case, group.use)
        for paper in group.items:
            form = (paper.form.name, paper.form.url) if paper.form else (None, None)
            yield (*shown, paper.name, paper.originals, paper.copies, *form, paper.kind, paper.when, paper.note)
            shown = (number, None, None)
        if not group.items:
            yield shown


def _submission_values(procedure: Procedure) -> Iterator[Sequence[Any]]:
    for number, submission in enumerate(procedure.submissions, start=1):
        before, after = _time_values(submission), _after_fees(submission)
        for fee in submission.fees:
            yield (number, *before, fee.amount, fee.currency, fee.from_, fee.until, fee.note, *after)
            before, after = (None,) * len(before), (None,) * len(after)
        if not submission.fees:
            yield (number, *before, *(None,) * 5, *after)


def _time_values(submission: Submission) -> tuple[Any, ...]:
    time = submission.time
    return submission.way, time.value if time else None, time.unit if time else None, submission.time_text


def _after_fees(submission: Submission) -> tuple[Any, ...]:
    return submission.fee_text, submission.set_by, submission.online_level, submission.note


def _rows(procedure: Procedure, table: Table, lines: Iterable[Sequence[Any]]) -> Iterator[Row]:
    for line in lines:
        shown = zip(table.columns[1:], line, strict=False)
        cells: dict[str, Cell] = {
            column.title: cell for column, value in shown if (cell := column.kind.show(value)) is not None
        }
        yield from _fitted(procedure.code, table, cells)


def _fitted(code: str, table: Table, cells: dict[str, Cell]) -> Iterator[Row]:
    rest: dict[str, Cell] = {
        title: cell[LONGEST:] for title, cell in cells.items() if isinstance(cell, str) and len(cell) > LONGEST
    }
    yield Row(table, {CODE: code, **cells, **{title: str(cells[title])[:LONGEST] for title in rest}})
    if rest:
        yield from _fitted(f"{code.removesuffix(CONTINUED).strip()} {CONTINUED}", table, rest)

"""From the rows of a spreadsheet to a procedure: the way back from :func:`.layout.rows_of`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from knowledge.importers.legacy_fonts import Transcript, UnclearFont
from knowledge.importers.reader import Rejection
from knowledge.importers.reasons import reason_of
from knowledge.importers.spreadsheet import layout
from knowledge.importers.spreadsheet.cells import Formula
from knowledge.importers.spreadsheet.header import Line
from knowledge.procedure import (
    Duration,
    Fee,
    Flag,
    Form,
    LegalAct,
    Origin,
    Paper,
    PaperGroup,
    Place,
    Procedure,
    Source,
    Submission,
)

_CODE = re.compile(r"\d{1,2}\.\d{6}(\.\S+)?")
_GROUP = ("Trường hợp của nhóm", "Dùng để")
_TIME = ("Thời gian", "Đơn vị thời gian")
_FEE = ("Mức phí", "Loại tiền", "Phí áp dụng từ ngày", "Phí áp dụng đến ngày", "Ghi chú mức phí")
_COMPOSED = ("Mã đối chiếu", "Biên soạn theo quyết định", "Biên soạn theo dữ liệu ngày")


class _Wrong(Exception):
    """A row that cannot be taken, with the reason for the editor."""

    def __init__(self, line: Line, reason: str) -> None:
        super().__init__(f'Dòng {line.number} ("{line.table.title}"): {reason}')
        self.line = line


class _Row:
    """A line and the values of its cells."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._values: dict[str, Any] = {}
        for column in line.table.columns:
            cell = line.cells.get(column.title)
            try:
                if isinstance(cell, Formula):
                    raise ValueError(f"ô chứa {cell}; hãy dán giá trị thay vào")
                self._values[column.title] = column.kind.read(cell)
            except ValueError as error:
                raise _Wrong(line, f'cột "{column.title}": {error}') from error

    def __getitem__(self, title: str) -> Any:
        return self._values[title]

    def needed(self, title: str) -> Any:
        if self._values[title] is None:
            raise _Wrong(self.line, f'thiếu "{title}"')
        return self._values[title]

    def stated(self, titles: Iterable[str]) -> dict[str, Any]:
        return {title: self._values[title] for title in titles if self._values[title] not in (None, [])}


def procedure_of(lines: Sequence[Line], as_of: dt.date | None) -> Iterator[Procedure | Rejection]:
    """Put together the procedure of which ``lines`` are all the rows.

    Args:
        lines: rows with the same code, in the order of the file.
        as_of: the day of the data, where the rows name none.

    Yields:
        The procedure, or one rejection a row that is wrong: a procedure is never taken in part.
    """
    transcript = Transcript()
    wrong: list[_Wrong] = []
    rows: dict[str, list[_Row]] = {table.title: [] for table in layout.TABLES}
    for line in lines:
        try:
            rows[line.table.title].append(_Row(_transcribed(line, transcript)))
        except _Wrong as error:
            wrong.append(error)
    if not wrong:
        try:
            procedure = _procedure(_head(lines[0], rows), rows, as_of)
            procedure.flags += transcript.flags()
            yield procedure
        except _Wrong as error:
            wrong.append(error)
    for fault in wrong:
        yield Rejection(fault.line.number, fault.line.code, str(fault))


def _transcribed(line: Line, transcript: Transcript) -> Line:
    """The line with its texts in Unicode."""
    try:
        cells = {
            title: cell if isinstance(cell, Formula) else transcript.value(cell) for title, cell in line.cells.items()
        }
    except UnclearFont as error:
        raise _Wrong(line, str(error)) from error
    return replace(line, cells=cells)


def _head(first: Line, rows: dict[str, list[_Row]]) -> _Row:
    """The one row that names the procedure."""
    heads = rows[layout.PROCEDURES.title]
    if not heads:
        raise _Wrong(first, f'mã {first.code} không có dòng nào ở "{layout.PROCEDURES.title}"')
    head, *others = heads
    if others:
        raise _Wrong(others[0].line, f"mã {first.code} đã có ở dòng {head.line.number}; chỉ giữ một dòng")
    if not _CODE.fullmatch(first.code):
        raise _Wrong(
            first,
            f'"{first.code}" không phải mã thủ tục, mã có dạng 1.001193 với 6 chữ số sau dấu chấm; '
            "nếu bảng tính đã bỏ số 0 ở cuối thì đặt cột này là kiểu chữ (Text) rồi nhập lại",
        )
    return head


def _procedure(head: _Row, rows: dict[str, list[_Row]], as_of: dt.date | None) -> Procedure:
    try:
        return Procedure(
            code=head.line.code,
            name=head.needed("Tên thủ tục"),
            decision=head["Số quyết định"],
            levels=head["Cấp thực hiện"],
            field=head["Lĩnh vực"],
            agency=head["Cơ quan thực hiện"],
            audience=head["Đối tượng thực hiện"],
            jurisdiction=head["Thẩm quyền"],
            steps=head["Trình tự thực hiện"],
            conditions=head["Yêu cầu, điều kiện"],
            result=head["Kết quả"],
            source=_source(head, as_of),
            details=not head["Chỉ có trong danh sách"],
            curated=bool(head["Tự biên soạn"]),
            origin=_origin(head),
            version=head["Phiên bản"] or 0,
            papers=list(_papers(rows[layout.PAPERS.title])),
            submissions=list(_submissions(rows[layout.SUBMISSIONS.title])),
            legal_basis=[_legal_act(row) for row in rows[layout.LEGAL_BASIS.title]],
            places=[
                Place(name=row.needed("Tên nơi nộp"), address=row["Địa chỉ"], note=row["Ghi chú"])
                for row in rows[layout.PLACES.title]
            ],
            flags=[Flag(field=row.needed("Mục"), reason=row.needed("Lý do")) for row in rows[layout.FLAGS.title]],
        )
    except ValidationError as error:
        raise _Wrong(head.line, reason_of(error)) from error


def _source(head: _Row, as_of: dt.date | None) -> Source:
    return Source(
        title=head["Nguồn"] or layout.UNNAMED_SOURCE, url=head["Địa chỉ nguồn"], as_of=head["Ngày dữ liệu"] or as_of
    )


def _origin(head: _Row) -> Origin | None:
    if not head.stated(_COMPOSED):
        return None
    return Origin(
        digest=head.needed("Mã đối chiếu"),
        decision=head["Biên soạn theo quyết định"],
        as_of=head["Biên soạn theo dữ liệu ngày"],
    )


def _papers(rows: list[_Row]) -> Iterator[PaperGroup]:
    numbered = layout.PAPERS.columns[1].title
    for members in _grouped(rows, numbered, _GROUP):
        case, use = (members[0][title] for title in _GROUP)
        yield PaperGroup(case=case, use=use, items=[paper for row in members if (paper := _paper(row, numbered))])


def _paper(row: _Row, numbered: str) -> Paper | None:
    titles = [column.title for column in layout.PAPERS.columns[1:]]
    if not row.stated(title for title in titles if title not in (numbered, *_GROUP)):
        return None
    form = row["Tên mẫu đơn"]
    if form is None and row["Địa chỉ mẫu đơn"] is not None:
        row.needed("Tên mẫu đơn")
    return Paper(
        name=row.needed("Tên giấy tờ"),
        originals=row["Số bản chính"],
        copies=row["Số bản sao"],
        form=None if form is None else Form(name=form, url=row["Địa chỉ mẫu đơn"]),
        kind=row["Là giấy tờ hay lưu ý"] or "paper",
        when=row["Khi nào cần"],
        note=row["Ghi chú"],
    )


def _submissions(rows: list[_Row]) -> Iterator[Submission]:
    _, numbered, *others = (column.title for column in layout.SUBMISSIONS.columns)
    for members in _grouped(rows, numbered, [title for title in others if title not in _FEE]):
        head = members[0]
        yield Submission(
            way=head.needed("Hình thức nộp"),
            time=_time(head),
            time_text=head["Thời gian (nguyên văn)"],
            fees=[_fee(row) for row in members if row.stated(_FEE)],
            fee_text=head["Phí (nguyên văn)"],
            set_by=head["Phí do ai quy định"],
            online_level=head["Mức độ trực tuyến"],
            note=head["Ghi chú"],
        )


def _time(head: _Row) -> Duration | None:
    if not head.stated(_TIME):
        return None
    return Duration(value=head.needed("Thời gian"), unit=head.needed("Đơn vị thời gian"))


def _fee(row: _Row) -> Fee:
    return Fee(
        amount=row.needed("Mức phí"),
        currency=row["Loại tiền"] or "VND",
        from_=row["Phí áp dụng từ ngày"],
        until=row["Phí áp dụng đến ngày"],
        note=row["Ghi chú mức phí"],
    )


def _legal_act(row: _Row) -> LegalAct:
    if row["Số ký hiệu"] is None:
        row.needed("Tên văn bản")
    return LegalAct(number=row["Số ký hiệu"], title=row["Tên văn bản"])


def _grouped(rows: list[_Row], numbered: str, heading: Sequence[str]) -> list[list[_Row]]:
    """Rows with the same number belong together; so does a row without number whose heading is empty or repeated."""
    groups: dict[int, list[_Row]] = {}
    last = 0
    for row in rows:
        stated = row.stated(heading)
        number = row[numbered]
        if number is None:
            repeated = last in groups and (not stated or stated == groups[last][0].stated(heading))
            number = last if repeated else max(groups, default=0) + 1
        group = groups.setdefault(number, [])
        if group and stated.items() - group[0].stated(heading).items():
            different = ", ".join(title for title in stated if stated[title] != group[0][title])
            raise _Wrong(
                row.line, f'cùng "{numbered}" {number} với dòng {group[0].line.number} nhưng khác ở: {different}'
            )
        group.append(row)
        last = number
    return [groups[number] for number in sorted(groups)]

"""The portal's own list download (danh-sach-tthc-*.xlsx): code and name, agency and field, no details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.importers.legacy_fonts import Transcript, UnclearFont, in_unicode
from knowledge.importers.reader import Rejection
from knowledge.importers.readings.agencies import agency, jurisdiction
from knowledge.importers.reasons import reason_of
from knowledge.importers.spreadsheet.cells import Code
from knowledge.importers.spreadsheet.workbook import first_rows, opened
from knowledge.importers.text import mended, one_line, stated, title
from knowledge.procedure import Procedure, Source

name = "portal_list"

_SOURCE = "Cổng Dịch vụ công quốc gia"
_CODE, _NAME, _CARRIER, _FIELD = "mã số", "tên", "cơ quan thực hiện", "lĩnh vực"
_SEARCHED = 10


def recognise(head: bytes, path: Path) -> bool:
    """Say whether the file is a workbook with a header "Mã số", "Tên", "Lĩnh vực" near its top."""
    if not head.startswith(b"PK"):
        return False
    return any(_header(row) for _, rows in first_rows(path, _SEARCHED) for row in rows)


def read(path: Path, as_of: dt.date | None) -> Iterator[Procedure | Rejection]:
    """Yield a list-only entry a row; ``as_of`` dates it. A rejection's ``record`` is the number of the row."""
    seen: dict[str, int] = {}
    with opened(path) as workbook:
        for sheet in workbook.worksheets:
            titles: list[str] = []
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                if not titles:
                    titles = _header(row)
                elif any(cell is not None and str(cell).strip() for cell in row):
                    yield _entry(number, dict(zip(titles, row, strict=False)), seen, as_of)


def _header(row: Sequence[Any]) -> list[str]:
    titles = [one_line(in_unicode(str(cell or ""))).lower() for cell in row]
    return titles if {_CODE, _NAME, _FIELD} <= set(titles) else []


def _entry(number: int, cells: dict[str, Any], seen: dict[str, int], as_of: dt.date | None) -> Procedure | Rejection:
    code = Code().read(cells[_CODE])
    if not code:
        return Rejection(number, None, f"Dòng {number}: thiếu mã số")
    if (first := seen.setdefault(code, number)) != number:
        return Rejection(number, code, f"Dòng {number}: mã {code} đã có ở dòng {first}")
    transcript = Transcript()
    try:
        cells = transcript.value(cells)
    except UnclearFont as error:
        return Rejection(number, code, f"Dòng {number}: {error}")
    carrier = agency(_text(cells.get(_CARRIER)))
    field = _text(cells.get(_FIELD))
    try:
        return Procedure(
            code=code,
            name=title(str(cells[_NAME] or "")),
            field=field,
            agency=carrier.name,
            jurisdiction=jurisdiction(field, [], carrier),
            source=Source(title=_SOURCE, as_of=as_of),
            details=False,
            flags=transcript.flags(),
        )
    except ValidationError as error:
        return Rejection(number, code, f"Dòng {number}: {reason_of(error)}")


def _text(cell: Any) -> str | None:
    """The cell on one line; where it names several, they are parted by semicolons."""
    text = stated(str(cell)) if cell is not None else None
    return "; ".join(line for line in mended(text).split("\n") if line) if text else None

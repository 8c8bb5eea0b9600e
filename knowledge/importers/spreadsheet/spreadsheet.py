"""An editor's own spreadsheet, XLSX or CSV, in the layout of docs/spreadsheet.md: what the export writes, too."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet import csv_rows, xlsx_rows
from knowledge.importers.spreadsheet.assembly import procedure_of
from knowledge.importers.spreadsheet.cells import Formula
from knowledge.importers.spreadsheet.header import Line
from knowledge.importers.spreadsheet.layout import CODE, CONTINUED, EXAMPLE
from knowledge.procedure import Procedure

name = "spreadsheet"


def recognise(head: bytes, path: Path) -> bool:
    """Say whether the file is a workbook with a sheet, or a text with a header, of the layout."""
    return xlsx_rows.recognise(path) if head.startswith(b"PK") else csv_rows.recognise(head)


def read(path: Path, as_of: dt.date | None) -> Iterator[Procedure | Rejection]:
    """Yield the procedures, each as soon as its last row is read; a procedure with a wrong row is rejected whole.

    A rejection's ``record`` is the row's number as the spreadsheet program shows it.
    """
    with path.open("rb") as file:
        workbook = file.read(2) == b"PK"
    if workbook:
        lines = list(xlsx_rows.lines(path))
        yield from _procedures(lambda: iter(lines), as_of)
    else:
        yield from _procedures(lambda: csv_rows.lines(path), as_of)


def _procedures(
    lines: Callable[[], Iterator[Line | Rejection]], as_of: dt.date | None
) -> Iterator[Procedure | Rejection]:
    """Hold the rows of a procedure until there are no more of them; ``lines`` is gone through twice for that."""
    left: Counter[str] = Counter()
    faulty: set[str | None] = set()
    try:
        for line in _whole(lines()):
            if isinstance(line, Rejection):
                faulty.add(line.code)
            else:
                left[line.code] += 1
    except csv_rows.BrokenOff as error:
        yield error.rejection
        return
    held: defaultdict[str, list[Line]] = defaultdict(list)
    for line in _whole(lines()):
        if isinstance(line, Rejection):
            yield line
        elif line.code not in faulty:
            held[line.code].append(line)
            left[line.code] -= 1
            if not left[line.code]:
                yield from procedure_of(held.pop(line.code), as_of)


def _whole(lines: Iterator[Line | Rejection]) -> Iterator[Line | Rejection]:
    """Lines with a code, each with the rows that continue its texts; a row that belongs to none is rejected."""
    above: Line | None = None
    for line in lines:
        if isinstance(line, Rejection):
            yield line
            continue
        if line.code.casefold() == EXAMPLE.casefold():
            continue
        if fault := _fault(line, above):
            code = line.code.removesuffix(CONTINUED).strip() or (above.code if above else None)
            yield Rejection(line.number, code, f'Dòng {line.number} ("{line.table.title}"): {fault}')
        elif line.code.endswith(CONTINUED) and above:
            above = _continued(above, line)
        else:
            if above:
                yield above
            above = line
    if above:
        yield above


def _fault(line: Line, above: Line | None) -> str | None:
    if isinstance(formula := line.cells.get(CODE), Formula):
        return f'cột "{CODE}": ô chứa {formula}; hãy dán giá trị thay vào'
    if not line.code:
        hint = f"; nếu thuộc thủ tục {above.code} ở dòng trên thì ghi lại mã" if above else ""
        return f'thiếu "{CODE}"{hint}'
    if not line.code.endswith(CONTINUED):
        return None
    if above is None or above.table is not line.table or line.code != f"{above.code} {CONTINUED}":
        return f'dòng "{line.code}" không đứng ngay sau dòng mà nó nối tiếp'
    return None


def _continued(above: Line, line: Line) -> Line:
    rest = {title: f"{above.cells.get(title, '')}{cell}" for title, cell in line.cells.items() if title != CODE}
    return replace(above, cells={**above.cells, **rest})

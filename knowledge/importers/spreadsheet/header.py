"""The header of a table in a spreadsheet: which column is which, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.importers.legacy_fonts import in_unicode
from knowledge.importers.spreadsheet.cells import Cell, Code, Formula, text_of, unguarded
from knowledge.importers.spreadsheet.layout import CODE, Table

SEARCHED = 10
"""In how many first rows the header is looked for: editors put a title above it."""


@dataclass(frozen=True)
class Line:
    """A row as it stands in a file: its number as the spreadsheet program counts, and its cells by title."""

    number: int
    table: Table
    code: str
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Header:
    """The header of a table: titles of the layout by position, and the titles that the layout does not know."""

    positions: dict[int, str]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]

    @classmethod
    def of(cls, cells: Sequence[Cell], titles: Iterable[str]) -> Header | None:
        """The header, or ``None`` where the row is none: it lacks the column of codes."""
        known = {_folded(title): title for title in titles}
        positions: dict[int, str] = {}
        unknown: list[str] = []
        repeated: list[str] = []
        for position, cell in enumerate(cells):
            shown = " ".join(in_unicode(text_of(cell)).split())
            title = known.get(_folded(shown))
            if title is None:
                unknown += [shown] if shown else []
            elif title in positions.values():
                repeated.append(title)
            else:
                positions[position] = title
        return cls(positions, tuple(unknown), tuple(repeated)) if CODE in positions.values() else None

    def fault(self, required: Iterable[str]) -> str | None:
        """Why no row under this header can be read, in Vietnamese; ``None`` where all is well."""
        missing = [title for title in required if title not in self.positions.values()]
        if missing:
            return "thiếu cột " + ", ".join(f'"{title}"' for title in missing)
        if self.repeated:
            return "có hai cột cùng tên " + ", ".join(f'"{title}"' for title in self.repeated)
        return None

    def notice(self) -> str | None:
        """Which columns are not read, in Vietnamese; ``None`` where all are."""
        if not self.unknown:
            return None
        return "không đọc cột " + ", ".join(f'"{title}"' for title in self.unknown) + " vì không có trong mẫu"

    def cells(self, row: Sequence[Cell]) -> dict[str, Cell]:
        """The cells of a row by title, empty ones left out."""
        found = ((title, row[position]) for position, title in self.positions.items() if position < len(row))
        return {title: _unguarded(cell) for title, cell in found if cell is not None and cell != ""}


def code_of(cells: dict[str, Cell]) -> str:
    """The code in a row's cells; "" where it has none."""
    cell = cells.get(CODE)
    return "" if isinstance(cell, Formula) else Code().read(cell) or ""


def _unguarded(cell: Cell) -> Cell:
    return unguarded(cell) if isinstance(cell, str) and not isinstance(cell, Formula) else cell


def _folded(title: str) -> str:
    return " ".join(title.replace("*", " ").split()).casefold()

"""Procedures out of the store, as files that can be imported again: JSON lines, CSV, a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from knowledge.importers.spreadsheet.sheets import write_csv, write_workbook
from knowledge.procedure import Procedure

Writer = Callable[[Iterable[Procedure], Path], None]


class UnknownFormat(ValueError):
    """A file name that ends as no format of the export does; the message names those that there are."""


def export(procedures: Iterable[Procedure], path: Path) -> None:
    """Write the procedures in the format that the file's name ends in: .jsonl, .csv or .xlsx.

    The file is written aside and put in its place when it is whole.

    Raises:
        UnknownFormat: another ending.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise UnknownFormat(f"Không xuất được ra {path.name}; hãy đặt tên tệp có đuôi {', '.join(FORMATS)}.")
    aside = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        write(procedures, aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_jsonl(procedures: Iterable[Procedure], path: Path) -> None:
    """Write our own JSON (docs/interfaces.md), a line a procedure, with every field."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for procedure in procedures:
            file.write(procedure.model_dump_json(by_alias=True) + "\n")


FORMATS: dict[str, Writer] = {".jsonl": write_jsonl, ".csv": write_csv, ".xlsx": write_workbook}
"""By the end of the file's name, what writes it."""

"""Opening a workbook that somebody else has written."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The workbook at ``path``, closed at the end.

    Raises:
        ValueError: where it cannot be read as a workbook.
    """
    with path.open("rb") as file:
        try:
            workbook = _load(file, streaming=False)
        except Exception as error:  # of a file that is none of its own, openpyxl raises whatever it stumbles over
            raise ValueError(f"{path.name} không mở được như một bảng tính XLSX: {error}") from error
        yield workbook


def first_rows(path: Path, count: int) -> list[tuple[str, list[list[Any]]]]:
    """The title and the first rows of each sheet; nothing where the file is no workbook."""
    with path.open("rb") as file:
        try:
            return [
                (sheet.title, [list(row) for row in islice(sheet.iter_rows(values_only=True), count)])
                for sheet in _load(file, streaming=True).worksheets
            ]
        except Exception:  # as above, and the sheets are read only now
            return []


def _load(file: BinaryIO, *, streaming: bool) -> Any:
    # openpyxl is given the file, since it would judge a path by its name; it warns of what is not read here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(file, read_only=streaming)

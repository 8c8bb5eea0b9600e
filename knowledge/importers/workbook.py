"""Opening a workbook that somebody else has written."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

_BROKEN = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, OSError, EOFError)


@contextmanager
def opened(path: Path, *, streaming: bool = False) -> Iterator[Any]:
    """The workbook at ``path``, closed at the end. ``streaming`` holds a row at a time and knows no merged cells.

    Raises:
        ValueError: where it cannot be read as a workbook.
    """
    # openpyxl is given the open file: of a path it would judge the name.
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # about styles and extensions, which are not read
        try:
            workbook = openpyxl.load_workbook(file, read_only=streaming)
        except _BROKEN as error:
            raise ValueError(f"{path.name} không mở được như một bảng tính XLSX: {error}") from error
        try:
            yield workbook
        finally:
            workbook.close()


def first_rows(path: Path, count: int) -> list[tuple[str, list[list[Any]]]]:
    """The title and the first rows of each sheet; nothing where the file is no workbook."""
    try:
        with opened(path, streaming=True) as workbook:
            return [
                (sheet.title, [list(row) for row in islice(sheet.iter_rows(values_only=True), count)])
                for sheet in workbook.worksheets
            ]
    except ValueError:
        return []

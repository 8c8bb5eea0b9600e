"""What every importer offers: one format, told by its content, read record by record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from knowledge.procedure import Procedure


@dataclass(frozen=True)
class Rejection:
    """A record that could not be taken in.

    ``record`` is the record's number in its file, counted from 1; ``reason`` is Vietnamese, for the editor.
    """

    record: int
    code: str | None
    reason: str


class FormatReader(Protocol):
    """One format. A module with these three names is a reader."""

    name: str

    def recognise(self, head: bytes, path: Path) -> bool:
        """Say whether a file that begins with ``head`` is of this format."""

    def read(self, path: Path, as_of: dt.date | None) -> Iterator[Procedure | Rejection]:
        """Yield the records in order, holding one at a time. ``as_of`` dates a source without a date of its own."""

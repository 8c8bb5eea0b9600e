"""Imports one file: its format is told by content, its records are read and staged, what cannot be taken is listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.running.reasons import why
from knowledge.importers.detect import reader_of, why_unknown
from knowledge.importers.reader import FormatReader, Rejection
from knowledge.procedure import Procedure
from knowledge.store.staging import Progress
from knowledge.store.store import KnowledgeStore


@dataclass(frozen=True)
class Rejected:
    """A record that could not be taken, counted from 1; None stands for the file as a whole."""

    record: int | None
    code: str | None
    reason: str


@dataclass(frozen=True)
class ImportedFile:
    """What an import made of one file: its format, None where it is of no known one, and how many records it had."""

    path: str
    format: str | None
    read: int
    new: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all of it was taken."""
        return self.format is not None and not self.rejected


def import_file(store: KnowledgeStore, path: Path, as_of: dt.date | None, progress: Progress) -> ImportedFile:
    """Read a file of any known format and stage its procedures.

    Args:
        store: where they are staged.
        path: the file.
        as_of: the day of a source that has no day of its own.
        progress: is told the records done so far and their number, None while they are still being read.
    """
    try:
        reader = reader_of(path)
        if reader is None:
            return _unread(path, why_unknown(path))
    except OSError as error:
        return _unread(path, f"Không mở được tệp: {why(error)}.")
    return _stage(store, path, reader, as_of, progress)


def _stage(
    store: KnowledgeStore, path: Path, reader: FormatReader, as_of: dt.date | None, progress: Progress
) -> ImportedFile:
    rejected: list[Rejected] = []

    def procedures() -> Iterator[Procedure]:
        for item in reader.read(path, as_of):
            if isinstance(item, Rejection):
                rejected.append(Rejected(item.record, item.code, item.reason))
            else:
                yield item

    staged = store.stage("import", procedures(), source=path.name, progress=progress)
    read = staged.new + staged.changed + staged.unchanged
    return ImportedFile(str(path), reader.name, read, staged.new, staged.changed, staged.unchanged, tuple(rejected))


def _unread(path: Path, reason: str) -> ImportedFile:
    return ImportedFile(str(path), None, 0, 0, 0, 0, (Rejected(None, None, reason),))

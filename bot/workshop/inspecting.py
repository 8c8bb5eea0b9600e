"""Looks through a catalogue for what an editor should look at: what is staged, or files that are not imported yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.running.reasons import why
from bot.settings import ConfigurationError
from knowledge import quality
from knowledge.importers.detect import reader_of
from knowledge.procedure import Procedure


@dataclass(frozen=True)
class CatalogueQuality:
    """How many procedures were looked through, by kind how many a finding concerns, and the findings."""

    procedures: int
    counts: dict[quality.Kind, int]
    findings: tuple[quality.Finding, ...]


def inspect(procedures: Iterable[Procedure], today: dt.date) -> CatalogueQuality:
    """Look through procedures, one at a time, as of ``today``."""
    found = quality.report(procedures, today)
    return CatalogueQuality(found.procedures, found.counts(), tuple(found.findings))


def procedures_of(files: Iterable[Path]) -> Iterator[Procedure]:
    """Read the procedures of files of any known format, without what is rejected.

    Raises:
        ConfigurationError: a file cannot be opened or is of no known format.
    """
    for path in files:
        try:
            reader = reader_of(path)
        except OSError as error:
            raise ConfigurationError(f"Không mở được {path}: {why(error)}.") from error
        if reader is None:
            raise ConfigurationError(f"Không nhận ra định dạng của {path}.")
        yield from (item for item in reader.read(path, None) if isinstance(item, Procedure))

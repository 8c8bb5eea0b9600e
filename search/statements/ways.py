"""How people say a detail, and how records write it: ``nlu_data/details/ways.tsv``, a ``|`` between ways of a side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from search.phrases import PhraseTable
from search.text import strip_marks, words


class WaysError(ValueError):
    """A line that cannot be read; says which and why."""


class Ways:
    """Tells which details a question names and which a statement writes, by their numbers."""

    def __init__(self, rows: Iterable[tuple[Sequence[str], Sequence[str]]]) -> None:
        """Take, row by row, what people say and what records write."""
        pairs = list(rows)
        self._said = _table(said for said, _ in pairs)
        self._written = _table(written for _, written in pairs)

    @classmethod
    def load(cls, path: Path) -> Ways:
        """Read the file.

        Raises:
            WaysError: a line has not exactly two columns.
        """
        rows = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            columns = line.split("\t")
            if len(columns) != 2:
                raise WaysError(f"{path.name}, dòng {number}: cần đúng hai cột cách nhau bằng phím Tab: {line}")
            rows.append((columns[0].split("|"), columns[1].split("|")))
        return cls(rows)

    def asked(self, bare: Sequence[str]) -> frozenset[int]:
        """Give the details that the words of a question name."""
        return frozenset(number for _, _, number in self._said.all(bare))

    def written(self, bare: Sequence[str]) -> frozenset[int]:
        """Give the details that the words of a statement write."""
        return frozenset(number for _, _, number in self._written.all(bare))


def _table(sides: Iterable[Sequence[str]]) -> PhraseTable[int]:
    return PhraseTable(
        (tuple(map(strip_marks, words(way))), number) for number, ways in enumerate(sides) for way in ways if words(way)
    )

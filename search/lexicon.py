"""What people write and what they mean: the data files of ``nlu_data/lexicon``, compiled into one matcher.

The files and their formats are described in ``nlu_data/lexicon/README.md``. Standard library only and Python 3.10:
Rasa's environment imports this module too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from search.phrases import PhraseTable
from search.text import split_tone, strip_marks, words

REPLACING = ("teencode", "abbreviations", "dialect")
ADDING = ("everyday", "old_names")


class LexiconError(ValueError):
    """A line of a lexicon file that cannot be read; says which and why."""


@dataclass(frozen=True)
class LexiconEntry:
    """One phrase that is looked for, and what it stands for.

    Attributes:
        said: the phrase, as words in normal form.
        kind: the name of the file it comes from.
        values: the further columns of its line.
        exact: whether it is found only with its diacritics.
    """

    said: tuple[str, ...]
    kind: str
    values: tuple[str, ...] = ()
    exact: bool = False

    def matches(self, written: Sequence[str]) -> bool:
        """Say whether words as written can be this phrase; missing diacritics are forgiven unless it is exact."""
        return all(w == s or (not self.exact and _less_marked(w, s)) for w, s in zip(written, self.said, strict=True))


def _less_marked(written: str, meant: str) -> bool:
    if written.isascii():
        return written == strip_marks(meant)
    return written == split_tone(meant)[0]


class PhraseFinder:
    """Finds entries in a sequence of words, diacritics forgiven where they are missing."""

    def __init__(self, entries: Iterable[LexiconEntry]) -> None:
        self._table = PhraseTable((entry.said, entry) for entry in entries)

    def find(self, written: Sequence[str]) -> Iterator[tuple[int, int, LexiconEntry]]:
        """Yield (start, end, entry) of the longest phrase at each place, from left to right, without overlap."""

        def choose(entries: list[LexiconEntry], start: int, end: int) -> LexiconEntry | None:
            here = tuple(written[start:end])
            matching = [entry for entry in entries if entry.matches(here)]
            # The one written just so before one that only lacks its marks.
            return min(matching, key=lambda entry: entry.said != here, default=None)

        return self._table.walk([strip_marks(word) for word in written], choose)

    def all(self, written: Sequence[str]) -> Iterator[tuple[int, int, LexiconEntry]]:
        """Yield (start, end, entry) of every phrase that occurs, also those that overlap."""
        for start, end, entry in self._table.all([strip_marks(word) for word in written]):
            if entry.matches(written[start:end]):
                yield start, end, entry


@dataclass
class Lexicon:
    """All entries by the name of their file, with the matchers that search needs."""

    entries: Mapping[str, list[LexiconEntry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.replacing = PhraseFinder(e for kind in REPLACING for e in self.of(kind))
        self.adding = PhraseFinder(e for kind in ADDING for e in self.of(kind))
        self.weighing = PhraseFinder(e for kind in ("weightless", "kept", "places") for e in self.of(kind))
        self.leading_to_places = frozenset(strip_marks(e.said[0]) for e in self.of("before_places"))
        self.place_words = frozenset(strip_marks(word) for e in self.of("places") for word in e.said)
        self.facets = PhraseFinder(self.of("facets"))
        self.official = PhraseFinder(self.of("official"))
        self.generic = PhraseFinder(self.of("generic"))
        self.authorities = PhraseFinder(self.of("authorities"))

    def of(self, kind: str) -> list[LexiconEntry]:
        """Give the entries of one file, empty if there is none."""
        return self.entries.get(kind, [])

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Read every ``.tsv`` and ``.txt`` file of the folder.

        Raises:
            LexiconError: a line has no phrase, or lacks the second column that its file needs.
        """
        files = sorted([*folder.glob("*.tsv"), *folder.glob("*.txt")])
        return cls({path.stem: list(read_entries(path)) for path in files})

    def to_json(self) -> dict[str, list[list[object]]]:
        """Give the entries as plain lists, for a snapshot."""
        return {kind: [[e.said, e.values, e.exact] for e in entries] for kind, entries in self.entries.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, list[list[list[str]]]]) -> Lexicon:
        """Read what ``to_json`` gave."""
        return cls(
            {
                kind: [LexiconEntry(tuple(said), kind, tuple(values), bool(exact)) for said, values, exact in entries]
                for kind, entries in data.items()
            }
        )


# In these files the phrase that is looked for stands in the last column, after what it stands for.
_PHRASE_LAST = frozenset({"facets"})
# These are no phrases to look for: they are read by their first column.
_TABLES = frozenset({"separating"})


def read_entries(path: Path) -> Iterator[LexiconEntry]:
    """Yield the entries of one file, in the order of its lines; the file's name without its ending is their kind.

    Raises:
        LexiconError: a line has no phrase, or lacks the second column that its file needs.
    """
    kind = path.stem
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.split("\t")]
        if path.suffix == ".tsv" and len(columns) < 2:
            raise LexiconError(
                f"{path.name}, dòng {number}: thiếu cột thứ hai (các cột cách nhau bằng phím Tab): {line}"
            )
        if kind in _PHRASE_LAST:
            columns = [columns[-1], *columns[:-1]]
        exact = columns[0].startswith("=")
        said = (columns[0],) if kind in _TABLES else tuple(words(columns[0].removeprefix("=")))
        if not said:
            raise LexiconError(f"{path.name}, dòng {number}: không có từ nào: {line}")
        yield LexiconEntry(said, kind, tuple(columns[1:]), exact)

"""What people write and what they mean: the data files of ``nlu_data/lexicon``, compiled into one matcher.

The files and their formats are described in ``nlu_data/lexicon/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from search.text import split_tone, strip_marks, words

REPLACING = ("teencode", "abbreviations", "dialect")
ADDING = ("everyday", "old_names")


class LexiconError(ValueError):
    """A line of a lexicon file that cannot be read; says which and why."""


@dataclass(frozen=True)
class Entry:
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
        """Says whether words as written can be this phrase; missing diacritics are forgiven unless it is exact."""
        return all(w == s or (not self.exact and _less_marked(w, s)) for w, s in zip(written, self.said, strict=True))


def _less_marked(written: str, meant: str) -> bool:
    if written.isascii():
        return written == strip_marks(meant)
    return written == split_tone(meant)[0]


class Phrases:
    """Finds phrases in a sequence of words, the longest first, from left to right, without overlap."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[tuple[str, ...], list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(tuple(map(strip_marks, entry.said)), []).append(entry)
        self._longest: dict[str, int] = {}
        for key in self._entries:
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def find(self, written: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
        """Yields (start, end, entry) of each phrase found."""
        bare = [strip_marks(word) for word in written]
        at = 0
        while at < len(written):
            found = self._longest_at(written, bare, at)
            if found is None:
                at += 1
                continue
            yield at, at + len(found.said), found
            at += len(found.said)

    def all(self, written: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
        """Yields (start, end, entry) of every phrase that occurs, also those that overlap."""
        bare = tuple(strip_marks(word) for word in written)
        for start, word in enumerate(bare):
            for end in range(start + 1, min(start + self._longest.get(word, 0), len(bare)) + 1):
                for entry in self._entries.get(bare[start:end], ()):
                    if entry.matches(written[start:end]):
                        yield start, end, entry

    def _longest_at(self, written: Sequence[str], bare: list[str], at: int) -> Entry | None:
        for length in range(min(self._longest.get(bare[at], 0), len(bare) - at), 0, -1):
            candidates = self._entries.get(tuple(bare[at : at + length]), ())
            matching = [entry for entry in candidates if entry.matches(written[at : at + length])]
            if matching:
                # The one written just so before one that only lacks its marks.
                return min(matching, key=lambda entry: entry.said != tuple(written[at : at + length]))
        return None


@dataclass
class Lexicon:
    """All entries by the name of their file, with the matchers that search needs."""

    entries: Mapping[str, list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.replacing = Phrases(e for kind in REPLACING for e in self.of(kind))
        self.adding = Phrases(e for kind in ADDING for e in self.of(kind))
        self.weighing = Phrases(e for kind in ("weightless", "kept", "places") for e in self.of(kind))
        self.leading_to_places = frozenset(strip_marks(e.said[0]) for e in self.of("before_places"))
        self.place_words = frozenset(strip_marks(word) for e in self.of("places") for word in e.said)
        self.facets = Phrases(self.of("facets"))
        self.official = Phrases(self.of("official"))
        self.generic = Phrases(self.of("generic"))
        self.authorities = Phrases(self.of("authorities"))

    def of(self, kind: str) -> list[Entry]:
        """Gives the entries of one file, empty if there is none."""
        return self.entries.get(kind, [])

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Reads every ``.tsv`` and ``.txt`` file of the folder.

        Raises:
            LexiconError: a line has no phrase, or lacks the second column that its file needs.
        """
        files = sorted([*folder.glob("*.tsv"), *folder.glob("*.txt")])
        return cls({path.stem: list(_read(path)) for path in files})

    def to_json(self) -> dict[str, list[list[object]]]:
        """Gives the entries as plain lists, for a snapshot."""
        return {kind: [[e.said, e.values, e.exact] for e in entries] for kind, entries in self.entries.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, list[list[list[str]]]]) -> Lexicon:
        """Reads what ``to_json`` gave."""
        return cls(
            {
                kind: [Entry(tuple(said), kind, tuple(values), bool(exact)) for said, values, exact in entries]
                for kind, entries in data.items()
            }
        )


# In these files the phrase that is looked for stands in the last column, after what it stands for.
_PHRASE_LAST = frozenset({"facets"})
# These are no phrases to look for: they are read by their first column.
_TABLES = frozenset({"separating"})


def _read(path: Path) -> Iterator[Entry]:
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
        yield Entry(said, kind, tuple(columns[1:]), exact)

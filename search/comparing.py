"""Compares what is said with what procedures are called: whose name is spoken, and what kind of act."""

from __future__ import annotations

from collections.abc import Set

from search.facets import Facets, facets_of
from search.index import Index
from search.lexicon import Lexicon
from search.text import strip_marks, words
from search.understanding import QuestionReader


class Comparing:
    """Reads texts as search does, and weighs their words by how rare they are among all procedures."""

    def __init__(self, reader: QuestionReader, index: Index, lexicon: Lexicon) -> None:
        self._reader = reader
        self._index = index
        self._lexicon = lexicon

    def named(self, text: str, name: str, apart_from: str = "") -> float:
        """Give the share (0 to 1) of a name's weight that a text says, by words that ``apart_from`` does not have."""
        said = set(self._reader.read(text).plain)
        known = set(self._reader.read(apart_from).plain) if apart_from else set()
        words = [word for word in dict.fromkeys(self._reader.read(name).bare) if word not in known]
        whole = sum(map(self._rarity, words))
        return sum(self._rarity(word) for word in words if word in said) / whole if whole else 0.0

    def strange(self, text: str, known: Set[str]) -> float:
        """Give the share of a text's weight in words (without diacritics) that are not known."""
        said = list(dict.fromkeys(self._reader.read(text).bare))
        whole = sum(map(self._rarity, said))
        return sum(self._rarity(word) for word in said if word not in known) / whole if whole else 0.0

    def facets(self, text: str) -> Facets:
        """Give what a text shows of what tells near-identical procedures apart: ``{"action": {"again"}}``."""
        return facets_of(self._reader.read(text).written, self._lexicon)

    def weight(self, text: str) -> int:
        """Give how many words of a text can name a procedure."""
        return len(self._reader.read(text).weighty)

    def known(self, text: str) -> bool:
        """Say whether any word of a text is one of the catalogue's or one that people write for it."""
        said = words(text)
        return any(self._index.procedures.id_of(strip_marks(word)) is not None for word in said) or any(
            self._lexicon.replacing.find(said)
        )

    def _rarity(self, word: str) -> float:
        number = self._index.procedures.id_of(word)
        return float(self._index.procedures.rarity[number]) if number is not None else 1.0

"""From what a person wrote to the words that say which procedure is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.lexicon import Lexicon
from search.spelling import Speller
from search.text import strip_marks, words


@dataclass(frozen=True)
class Understood:
    """The words of a question that carry weight.

    Attributes:
        written: all words, slips and abbreviations read as what they mean, with diacritics where they were given.
        weighty: those of them that can name a procedure, in order.
        bare: the weighty ones without diacritics.
        added: official words for everyday names, without diacritics.
        named: False if nothing but politeness, aspect words and words of any procedure ("xin giấy phép") was said.
        unknown: the share of weighty words, 0 to 1, that the corpus does not know.
    """

    written: tuple[str, ...]
    weighty: tuple[str, ...]
    bare: tuple[str, ...]
    added: tuple[str, ...]
    named: bool
    unknown: float

    @property
    def plain(self) -> list[str]:
        """Give the weighty words and the official ones that were added, without diacritics."""
        return [*self.bare, *self.added]


class QuestionReader:
    """Reads questions with a lexicon and, where there is a corpus, its speller."""

    def __init__(self, lexicon: Lexicon, speller: Speller | None = None) -> None:
        self._lexicon = lexicon
        self._speller = speller

    def read(self, text: str) -> Understood:
        """Understand one text of any length; an empty one names nothing."""
        return self.read_words(words(text))

    def read_words(self, said: Sequence[str]) -> Understood:
        """Understand a text that is already split into words in normal form."""
        written = self._replace(said)
        if self._speller is not None:
            corrected = self._speller.correct(written)
            written = self._replace(corrected) if corrected != written else written
        weighty = self._weigh(written)
        added = [strip_marks(w) for _, _, e in self._lexicon.adding.find(written) for w in words(e.values[0])]
        bare = tuple(map(strip_marks, weighty))
        present = set(bare)
        unknown = [w for w in present if self._speller is not None and not self._speller.knows(w)]
        return Understood(
            written=tuple(written),
            weighty=tuple(weighty),
            bare=bare,
            added=tuple(word for word in dict.fromkeys(added) if word not in present),
            named=bool(weighty) and not self._is_generic(weighty),
            unknown=len(unknown) / len(present) if present else 0.0,
        )

    def _replace(self, written: Sequence[str]) -> list[str]:
        replaced: list[str] = []
        at = 0
        for start, end, entry in self._lexicon.replacing.find(written):
            replaced.extend(written[at:start])
            replaced.extend(words(entry.values[0]))
            at = end
        replaced.extend(written[at:])
        return replaced

    def _weigh(self, written: Sequence[str]) -> list[str]:
        weightless = self._speller.names(written) if self._speller is not None else set()
        kept: set[int] = set()
        for start, end, entry in sorted(self._lexicon.weighing.all(written), key=lambda hit: hit[0] - hit[1]):
            span = range(start, end)
            if entry.kind == "places":
                weightless.update(range(self._before_place(written, start), end))
            elif entry.kind == "weightless":
                weightless.update(at for at in span if at not in kept)
            elif not weightless.issuperset(span):
                kept.update(span)
                weightless.difference_update(span)
        return [word for at, word in enumerate(written) if at not in weightless]

    def _is_generic(self, weighty: Sequence[str]) -> bool:
        spans = (range(start, end) for start, end, _ in self._lexicon.generic.all(weighty))
        return set().union(*spans).issuperset(range(len(weighty)))

    def _before_place(self, written: Sequence[str], start: int) -> int:
        """Give where the words that lead to a place begin: "ở xã" of "ở xã Ea Kao"."""
        while start and strip_marks(written[start - 1]) in self._lexicon.leading_to_places:
            start -= 1
        return start

"""Finds phrases in a text by their words: at each place the longest, from left to right.

Standard library only and Python 3.10: Rasa's environment imports this module too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from search.text import strip_marks

Meaning = TypeVar("Meaning")


class PhraseTable(Generic[Meaning]):
    """Phrases by their words without diacritics, each with what it means; one phrase may mean several things."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Meaning]]) -> None:
        self._meanings: dict[tuple[str, ...], list[Meaning]] = {}
        for said, meaning in phrases:
            self._meanings.setdefault(tuple(map(strip_marks, said)), []).append(meaning)
        self._longest: dict[str, int] = {}
        for key in self._meanings:
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def walk(
        self, bare: Sequence[str], choose: Callable[[list[Meaning], int, int], Meaning | None]
    ) -> Iterator[tuple[int, int, Meaning]]:
        """Yield (start, end, meaning) of the longest phrase at each place, without overlap.

        Args:
            bare: the text's words without diacritics.
            choose: is given the meanings of the words from a start to an end, and takes one, or None if none fits.
        """
        at = 0
        while at < len(bare):
            for end in range(min(at + self._longest.get(bare[at], 0), len(bare)), at, -1):
                meanings = self._meanings.get(tuple(bare[at:end]))
                chosen = choose(meanings, at, end) if meanings else None
                if chosen is not None:
                    yield at, end, chosen
                    at = end
                    break
            else:
                at += 1

    def all(self, bare: Sequence[str]) -> Iterator[tuple[int, int, Meaning]]:
        """Yield (start, end, meaning) of all that occur, also those that overlap."""
        words = tuple(bare)
        for start, word in enumerate(words):
            for end in range(start + 1, min(start + self._longest.get(word, 0), len(words)) + 1):
                for meaning in self._meanings.get(words[start:end], ()):
                    yield start, end, meaning

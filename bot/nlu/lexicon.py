"""Phrases that name an aspect, and where a text has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.text import strip_marks, words

NOT_ASKED = "none"
"""Phrases under this name only shield what lies in them: "lệ phí trước bạ" asks for no fee."""


@dataclass(frozen=True)
class Syllable:
    """One syllable of a text.

    Attributes:
        typed: as typed, in normal form.
        plain: spelled out and without diacritics.
        start, end: its place in the text.
    """

    typed: str
    plain: str
    start: int
    end: int

    def can_be(self, syllable: str) -> bool:
        """Whether it can stand for a syllable of a phrase: what has no diacritics can stand for any."""
        if self.typed == syllable:
            return True
        unmarked = self.typed.isascii() or self.plain != strip_marks(self.typed)
        return unmarked and self.plain == strip_marks(syllable)


@dataclass(frozen=True)
class Naming:
    """An aspect, and where a text names it."""

    aspect: str
    start: int
    end: int


class AspectLexicon:
    """Finds the aspects that a text names: at each place the longest phrase, from left to right."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        """Args: the phrases of each aspect, and under ``none`` those that name no aspect.

        Raises:
            ValueError: a phrase is empty or stands under two aspects.
        """
        aspect_of: dict[tuple[str, ...], str] = {}
        for aspect, of_aspect in phrases.items():
            for phrase in of_aspect:
                key = tuple(words(phrase))
                if not key or aspect_of.setdefault(key, aspect) != aspect:
                    raise ValueError(f"{phrase!r} under {aspect!r} is empty or stands under another aspect too")
        self.aspects = frozenset(phrases) - {NOT_ASKED}
        self._starting: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for key in sorted(aspect_of, key=len, reverse=True):
            self._starting.setdefault(strip_marks(key[0]), []).append((key, aspect_of[key]))

    def find(self, text: Sequence[Syllable]) -> list[Naming]:
        """The aspects named, each once, in the order in which the text first names them."""
        found: dict[str, Naming] = {}
        for naming in self._walk(text):
            found.setdefault(naming.aspect, naming)
        found.pop(NOT_ASKED, None)
        return list(found.values())

    def _walk(self, text: Sequence[Syllable]) -> Iterator[Naming]:
        at = 0
        while at < len(text):
            match = self._longest_at(text, at)
            if match is None:
                at += 1
                continue
            length, aspect = match
            yield Naming(aspect, text[at].start, text[at + length - 1].end)
            at += length

    def _longest_at(self, text: Sequence[Syllable], at: int) -> tuple[int, str] | None:
        for phrase, aspect in self._starting.get(text[at].plain, ()):
            here = text[at : at + len(phrase)]
            if len(here) == len(phrase) and all(s.can_be(p) for s, p in zip(here, phrase, strict=True)):
                return len(phrase), aspect
        return None

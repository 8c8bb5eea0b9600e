"""Phrases that name an aspect, and where a text has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.phrases import PhraseTable
from search.text import strip_marks, words

_Phrase = tuple[str, ...]

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
        """Say whether it can stand for a syllable of a phrase: what has no diacritics can stand for any."""
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
        aspect_of: dict[_Phrase, str] = {}
        for aspect, of_aspect in phrases.items():
            for phrase in of_aspect:
                said = tuple(words(phrase))
                if not said or aspect_of.setdefault(said, aspect) != aspect:
                    raise ValueError(f"{phrase!r} under {aspect!r} is empty or stands under another aspect too")
        self.aspects = frozenset(phrases) - {NOT_ASKED}
        self._table = PhraseTable((said, (said, aspect)) for said, aspect in aspect_of.items())

    def find(self, text: Sequence[Syllable]) -> list[Naming]:
        """Give the aspects named, each once, in the order in which the text first names them."""

        def choose(phrases: list[tuple[_Phrase, str]], start: int, end: int) -> tuple[_Phrase, str] | None:
            here = text[start:end]
            fitting = (p for p in phrases if all(s.can_be(word) for s, word in zip(here, p[0], strict=True)))
            return next(fitting, None)

        found: dict[str, Naming] = {}
        for start, end, (_, aspect) in self._table.walk([syllable.plain for syllable in text], choose):
            found.setdefault(aspect, Naming(aspect, text[start].start, text[end - 1].end))
        found.pop(NOT_ASKED, None)
        return list(found.values())

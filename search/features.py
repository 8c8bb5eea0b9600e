"""The features that the default embedding is trained and served on, written as words of a ``WordLevel`` tokenizer."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from search.understanding import Understood


def features(understood: Understood) -> list[str]:
    """Give the features of a question, none of which holds a space.

    Words without diacritics, pairs of neighbours (``khai_sinh``), three and four letters of each word (``#<kh``), words
    with their diacritics where they have any (``=khai``), and the official words that were added (``khai``).
    """
    plain = understood.bare
    pairs = [f"{a}_{b}" for a, b in pairwise(plain)]
    letters = [gram for word in plain for gram in _marked_grams(word)]
    marked = [f"={word}" for word in understood.weighty if not word.isascii()]
    return [*plain, *pairs, *letters, *marked, *understood.added]


@lru_cache(maxsize=16384)
def _marked_grams(word: str) -> tuple[str, ...]:
    return tuple(f"#{gram}" for length in (3, 4) for gram in _runs(word, length))


@lru_cache(maxsize=32768)
def _runs(word: str, length: int) -> tuple[str, ...]:
    """Give the runs of so many letters of a word between its bounds ``<`` and ``>``."""
    bounded = f"<{word}>"
    return tuple(bounded[i : i + length] for i in range(len(bounded) - length + 1))


def terms(understood: Understood) -> list[str]:
    """Give the words that the lexical index counts: single words and pairs, without diacritics."""
    plain = understood.bare
    return [*plain, *(f"{a}_{b}" for a, b in pairwise(plain)), *understood.added]


def letter_terms(understood: Understood) -> list[str]:
    """Give the runs of four letters of all words, for the index that forgives slips."""
    return [run for word in understood.plain for run in _runs(word, 4)]

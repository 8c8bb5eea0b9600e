"""The features that the default embedding is trained and served on, written as words of a ``WordLevel`` tokenizer."""

from __future__ import annotations

from itertools import pairwise

from search.text import strip_marks
from search.understanding import Understood


def features(understood: Understood) -> list[str]:
    """Gives the features of a question, none of which holds a space.

    Words without diacritics, pairs of neighbours (``khai_sinh``), three and four letters of each word (``#<kh``), words
    with their diacritics where they have any (``=khai``), and the official words that were added (``khai``).
    """
    plain = [strip_marks(word) for word in understood.weighty]
    pairs = [f"{a}_{b}" for a, b in pairwise(plain)]
    letters = [f"#{gram}" for word in plain for gram in grams(word)]
    marked = [f"={word}" for word in understood.weighty if not word.isascii()]
    return [*plain, *pairs, *letters, *marked, *understood.added]


def grams(word: str) -> list[str]:
    """Gives the runs of three and four letters of a word between its bounds ``<`` and ``>``."""
    bounded = f"<{word}>"
    return [*_runs(bounded, 3), *_runs(bounded, 4)]


def _runs(letters: str, length: int) -> list[str]:
    return [letters[i : i + length] for i in range(len(letters) - length + 1)]


def terms(understood: Understood) -> list[str]:
    """Gives the words that the lexical index counts: single words and pairs, without diacritics."""
    plain = [strip_marks(word) for word in understood.weighty]
    return [*plain, *(f"{a}_{b}" for a, b in pairwise(plain)), *understood.added]


def letter_terms(understood: Understood) -> list[str]:
    """Gives the runs of four letters of all words, for the index that forgives slips."""
    return [run for word in understood.plain for run in _runs(f"<{word}>", 4)]

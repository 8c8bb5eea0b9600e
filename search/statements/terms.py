"""The words of a statement or of a question about one, as they are compared."""

from __future__ import annotations

from itertools import pairwise

from search.text import strip_marks
from search.understanding import Understood


def bare_words(understood: Understood) -> list[str]:
    """Give all words as read, without diacritics; what carries no weight in finding a procedure counts here."""
    return [strip_marks(word) for word in understood.written]


def alignment_features(understood: Understood) -> list[str]:
    """Give what the alignment has vectors for: words, pairs (``khai_sinh``), words as marked (``=hộ``), added words."""
    bare = bare_words(understood)
    pairs = [f"{a}_{b}" for a, b in pairwise(bare)]
    marked = [f"={word}" for word in understood.written if not word.isascii()]
    return [*bare, *pairs, *marked, *understood.added]

"""BM25 over bags of terms, with scores that can be compared between questions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class LexicalIndex:
    """A BM25 index over documents that are lists of terms."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._ids: dict[str, int] = index.vocab_dict
        self.size: int = index.scores["num_docs"]
        self.terms = len(index.scores["indptr"]) - 1

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.6) -> LexicalIndex:
        """Indexes the documents; where all are empty, nothing is ever found."""
        index = bm25s.BM25(k1=k1, b=b, method="lucene")
        filled = [list(terms) or [""] for terms in documents]
        index.index(filled, show_progress=False)
        return cls(index)

    def id_of(self, term: str) -> int | None:
        """Gives the number of a term, None if no document has it."""
        return self._ids.get(term)

    @cached_property
    def rarity(self) -> Scores:
        """How rare each term is, by its id: from near 0 (in every document) to 1 (in one)."""
        counts = np.diff(self._index.scores["indptr"])
        rare: Scores = (np.log1p(self.size / np.maximum(counts, 1)) / np.log1p(self.size)).astype(np.float32)
        return rare

    def holders(self, term: int) -> NDArray[np.int32]:
        """Gives the documents that have a term, in order."""
        bounds = self._index.scores["indptr"]
        documents: NDArray[np.int32] = self._index.scores["indices"][bounds[term] : bounds[term + 1]]
        return documents

    def scores(self, terms: Sequence[str]) -> Scores:
        """Gives each document's score; a term counts once however often it is asked."""
        ids = [i for term in dict.fromkeys(terms) if (i := self._ids.get(term)) is not None]
        if not ids:
            return np.zeros(self.size, np.float32)
        # What bm25s does in get_scores, without a slice and an addition for each term.
        weights, documents, bounds = (self._index.scores[part] for part in ("data", "indices", "indptr"))
        spans = [slice(bounds[i], bounds[i + 1]) for i in ids]
        found = np.concatenate([documents[span] for span in spans])
        added = np.concatenate([weights[span] for span in spans])
        return np.bincount(found, added, self.size).astype(np.float32)

    def save(self, folder: Path) -> None:
        """Writes the index as plain arrays and JSON."""
        self._index.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Reads what ``save`` wrote. Raises OSError or ValueError if the files are not whole."""
        return cls(bm25s.BM25.load(str(folder), load_corpus=False, load_vocab=True))

"""BM25 over bags of terms: bm25s weighs each term in each document when a snapshot is built, a query only sums."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_ARRAYS = ("weights", "documents", "bounds")
_TERMS = "terms.json"


@dataclass
class LexicalIndex:
    """A BM25 index over documents that are lists of terms.

    Attributes:
        size: the number of documents.
        ids: the number of each term.
        weights, documents: the weight of a term in each document that has it, term after term, documents in order.
        bounds: where each term's documents begin, and behind the last one their number.
    """

    size: int
    ids: dict[str, int]
    weights: Scores
    documents: NDArray[np.int32]
    bounds: NDArray[np.int32]

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.6) -> LexicalIndex:
        """Indexes the documents; where all are empty, nothing is ever found."""
        # Only here: a query needs the weights alone, and bm25s with scipy would take a third of a second to import.
        import bm25s

        index = bm25s.BM25(k1=k1, b=b, method="lucene")
        index.index([list(terms) or [""] for terms in documents], show_progress=False)
        weights, holders, bounds = (index.scores[part] for part in ("data", "indices", "indptr"))
        return cls(
            len(documents),
            dict(index.vocab_dict),
            weights.astype(np.float32),
            holders.astype(np.int32),
            bounds.astype(np.int32),
        )

    @property
    def terms(self) -> int:
        """Say how many terms there are."""
        return len(self.bounds) - 1

    def id_of(self, term: str) -> int | None:
        """Give the number of a term, None if no document has it."""
        return self.ids.get(term)

    @cached_property
    def rarity(self) -> Scores:
        """Say how rare each term is, by its id: from near 0 (in every document) to 1 (in one)."""
        counts = np.diff(self.bounds)
        rare: Scores = (np.log1p(self.size / np.maximum(counts, 1)) / np.log1p(self.size)).astype(np.float32)
        return rare

    def scores(self, terms: Sequence[str]) -> Scores:
        """Give each document's score; a term counts once however often it is asked."""
        ids = [i for term in dict.fromkeys(terms) if (i := self.ids.get(term)) is not None]
        spans = self._spans(ids)
        return self._sum(spans, [self.weights[span] for span in spans])

    def shared(self, ids: Sequence[int]) -> Scores:
        """Give the sum of the rarities of those of the terms that each document has."""
        spans = self._spans(ids)
        return self._sum(spans, [np.full(s.stop - s.start, self.rarity[i]) for i, s in zip(ids, spans, strict=True)])

    def _spans(self, ids: Sequence[int]) -> list[slice]:
        return [slice(self.bounds[i], self.bounds[i + 1]) for i in ids]

    def _sum(self, spans: list[slice], values: list[Scores]) -> Scores:
        if not spans:
            return np.zeros(self.size, np.float32)
        found = np.concatenate([self.documents[span] for span in spans])
        return np.bincount(found, np.concatenate(values), self.size).astype(np.float32)

    def save(self, folder: Path) -> None:
        """Write the index as plain arrays and JSON into a new folder."""
        folder.mkdir()
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)
        content = {"size": self.size, "ids": self.ids}
        (folder / _TERMS).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what ``save`` wrote. Raises OSError, ValueError or KeyError if the files are not whole."""
        content = json.loads((folder / _TERMS).read_text(encoding="utf-8"))
        arrays = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in _ARRAYS}
        return cls(content["size"], content["ids"], **arrays)

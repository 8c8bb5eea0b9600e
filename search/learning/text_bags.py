"""The texts of records as bags of features, and how batches of them are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from search.learning.recipe import Recipe


class TextBags:
    """All texts as bags of feature numbers, and how they are drawn."""

    def __init__(
        self, spoken: Sequence[Sequence[Sequence[str]]], kin: Sequence[int], vocabulary: Mapping[str, int]
    ) -> None:
        bags = [[vocabulary[f] for f in text if f in vocabulary] or [0] for texts in spoken for text in texts]
        lengths = np.array([len(bag) for bag in bags])
        self._bags = csr_array(
            (
                np.repeat(1 / lengths, lengths).astype(np.float32),
                [i for bag in bags for i in bag],
                np.cumsum([0, *lengths]),
            ),
            shape=(len(bags), len(vocabulary)),
        )
        self._first = np.cumsum([0, *map(len, spoken)])
        self._sizes = np.diff(self._first)
        self._kin = np.asarray(kin)
        self.kin = np.repeat(self._kin, self._sizes)
        # Where nothing was asked yet, names are all there is to tell apart.
        self._taught = np.flatnonzero(self._sizes > 1) if (self._sizes > 1).any() else np.arange(len(self._sizes))
        self._chances = self._sizes[self._taught] / max(self._sizes[self._taught].sum(), 1)
        self.anchors = int(self._sizes[self._taught].sum())

    def bags(self, rows: NDArray[np.int64]) -> csr_array:
        """Give the features of texts, a row a text, each row summing to 1."""
        return self._bags[rows]

    def thinned(self, random: np.random.Generator, rows: NDArray[np.int64], dropped: float) -> csr_array:
        """Give the features of texts without a random share of them, as if other words had been used."""
        bags = self.bags(rows)
        bags.data = bags.data * (random.random(len(bags.data)) >= dropped)
        return bags

    def batch(
        self, random: np.random.Generator, recipe: Recipe, confusable: NDArray[np.int64] | None
    ) -> list[NDArray[np.int64]]:
        """Draw anchors, another text of the same record for each, and texts of other records to tell apart from.

        No two records of a batch are kin, so every other text is a true negative.
        """
        size = min(recipe.batch, len(self._taught))
        drawn = random.choice(self._taught, size, replace=False, p=self._chances)
        records = drawn[np.unique(self._kin[drawn], return_index=True)[1]]
        sizes = self._sizes[records]
        at = (random.random(len(records)) * sizes).astype(np.int64)
        other = (at + 1 + (random.random(len(records)) * (sizes - 1)).astype(np.int64)) % sizes
        names = random.integers(0, len(self._sizes), recipe.others)
        extra = self._first[names[~np.isin(self._kin[names], self._kin[records])]]
        rows = [self._first[records] + at, self._first[records] + other, extra]
        if confusable is not None:
            rivals = confusable[records, random.integers(0, confusable.shape[1], len(records))]
            rivals = rivals[~np.isin(self._kin[rivals], self._kin[records])]
            rows.append(self._first[rivals] + (random.random(len(rivals)) * self._sizes[rivals]).astype(np.int64))
        return [part for part in rows if len(part)]

    def confusable(self, vectors: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """Give each record's nearest other records by the mean of their texts."""
        unit_vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        centres = np.add.reduceat(unit_vectors, self._first[:-1], axis=0)
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
        nearest = np.empty((len(centres), min(count, len(centres))), np.int64)
        for start in range(0, len(centres), 512):
            similar = centres[start : start + 512] @ centres.T
            similar[self._kin[start : start + 512, None] == self._kin[None, :]] = -2.0
            nearest[start : start + 512] = np.argpartition(-similar, nearest.shape[1] - 1, axis=1)[
                :, : nearest.shape[1]
            ]
        return nearest

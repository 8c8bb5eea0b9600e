"""The alignment: vectors that lay a question about a detail beside the statement that answers it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.dense import unit
from search.statements.terms import alignment_features
from search.understanding import Understood

Vectors = NDArray[np.float32]

_VOCABULARY, _TABLE = "vocabulary.json", "table.npy"


@dataclass(frozen=True)
class Alignment:
    """A vector for each feature; a text's vector is the mean of its features'.

    Attributes:
        vocabulary: the row of each feature; row 0 is of what is unknown.
        table: (features, dimensions).
    """

    vocabulary: dict[str, int]
    table: Vectors

    @classmethod
    def empty(cls) -> Alignment:
        """Give one that knows nothing, for where none was learned."""
        return cls({"": 0}, np.zeros((1, 1), np.float32))

    def encode(self, texts: Sequence[Understood]) -> Vectors:
        """Give one unit vector a text, as rows; a text without a known feature gets zeros."""
        vectors = np.zeros((len(texts), self.table.shape[1]), np.float32)
        for row, text in enumerate(texts):
            ids = [i for feature in alignment_features(text) if (i := self.vocabulary.get(feature))]
            if ids:
                vectors[row] = self.table[ids].mean(axis=0)
        return unit(vectors)

    def save(self, folder: Path) -> None:
        """Write both parts into a folder that exists."""
        (folder / _VOCABULARY).write_text(json.dumps(list(self.vocabulary), ensure_ascii=False), encoding="utf-8")
        np.save(folder / _TABLE, self.table.astype(np.float16), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Alignment:
        """Read what ``save`` wrote. Raises OSError, ValueError if something is missing or broken."""
        features = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
        table = np.load(folder / _TABLE, allow_pickle=False).astype(np.float32)
        if len(table) != len(features):
            raise ValueError(f"{folder / _TABLE}: {len(table)} hàng cho {len(features)} đặc trưng; dựng lại chỉ mục")
        return cls({feature: row for row, feature in enumerate(features)}, table)

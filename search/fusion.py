"""One score out of many arms: a linear combination whose weights were learned on questions held out of training."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

COMPARED_FACETS = ("action", "who", "foreign", "border", "country", "level", "mode", "mobile", "age", "goods", "kind")
_FACET_SIGNS = ("agree", "conflict", "not_offered", "not_asked")

ARMS = (
    "bm25_procedure", "bm25_text", "letters", "centroid", "nearest", "name", "second",
    "covered", "name_covered", "exact", "popular", "untaught", "untaught_name", "numbers_agree", "numbers_conflict",
)  # fmt: skip
SIGNALS = (*ARMS, *(f"{facet}_{sign}" for facet in COMPARED_FACETS for sign in _FACET_SIGNS))

# Where nothing was learned yet (too few questions): what the arms were worth on the real catalogue.
_PRIOR = {
    "bm25_procedure": 4.0, "bm25_text": 4.0, "letters": 2.0, "centroid": 6.0, "nearest": 8.0, "name": 2.0,
    "covered": 2.0, "name_covered": 3.0, "exact": 6.0, "popular": 0.3, "untaught": 0.0, "untaught_name": 3.0,
    "numbers_agree": 0.5, "numbers_conflict": -1.0,
}  # fmt: skip
_FACET_PRIOR = {"agree": 0.5, "conflict": -1.0, "not_offered": -0.3, "not_asked": -0.5}


@dataclass(frozen=True)
class Fusion:
    """Weights by signal. A score is a logit: the softmax over the candidates is the chance of each."""

    weights: NDArray[np.float32]

    @classmethod
    def prior(cls) -> Fusion:
        """Give weights that need no training data."""
        facets = [_FACET_PRIOR[sign] for _ in COMPARED_FACETS for sign in _FACET_SIGNS]
        return cls(np.array([*(_PRIOR.get(arm, 0.0) for arm in ARMS), *facets], np.float32))

    def score(self, signals: Matrix) -> NDArray[np.float32]:
        """Give one score a candidate from its row of signals."""
        scores: NDArray[np.float32] = signals @ self.weights
        return scores

    def to_json(self) -> dict[str, float]:
        """Give the weights by name, so that they can be read and compared."""
        return dict(zip(SIGNALS, (round(float(w), 5) for w in self.weights), strict=True))

    @classmethod
    def from_json(cls, named: Mapping[str, float]) -> Fusion:
        """Read weights by name; a signal that is not named has none."""
        return cls(np.array([named.get(signal, 0.0) for signal in SIGNALS], np.float32))

    def save(self, path: Path) -> None:
        """Write the weights as JSON."""
        path.write_text(json.dumps(self.to_json(), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Fusion:
        """Read what ``save`` wrote."""
        return cls.from_json(json.loads(path.read_text(encoding="utf-8")))


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn scores into chances that sum to 1."""
    raised = np.exp(scores - scores.max(initial=0.0))
    chances: NDArray[np.float32] = raised / max(float(raised.sum()), 1e-9)
    return chances

"""One score out of many arms: a linear combination whose weights were learned on questions held out of training."""

from __future__ import annotations

import json
from collections.abc import Sequence
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

_FREE = frozenset({"popular", "untaught"})


def _bounds(signal: str) -> tuple[float, float]:
    if signal in _FREE or signal.endswith("_not_asked"):
        return -np.inf, np.inf
    against = signal.endswith(("_conflict", "_not_offered"))
    return (-np.inf, 0.0) if against else (0.0, np.inf)


_BOUNDS = np.array([_bounds(signal) for signal in SIGNALS]).T


@dataclass(frozen=True)
class Fusion:
    """Weights by signal. A score is a logit: the softmax over the candidates is the chance of each."""

    weights: NDArray[np.float32]

    @classmethod
    def prior(cls) -> Fusion:
        """Gives weights that need no training data."""
        facets = [_FACET_PRIOR[sign] for _ in COMPARED_FACETS for sign in _FACET_SIGNS]
        return cls(np.array([*(_PRIOR.get(arm, 0.0) for arm in ARMS), *facets], np.float32))

    def score(self, signals: Matrix) -> NDArray[np.float32]:
        """Gives one score a candidate from its row of signals."""
        scores: NDArray[np.float32] = signals @ self.weights
        return scores

    def save(self, path: Path) -> None:
        """Writes the weights by name, so that they can be read and compared."""
        named = dict(zip(SIGNALS, (round(float(w), 5) for w in self.weights), strict=True))
        path.write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Fusion:
        """Reads weights by name; a signal that the file does not name has none."""
        named = json.loads(path.read_text(encoding="utf-8"))
        return cls(np.array([named.get(signal, 0.0) for signal in SIGNALS], np.float32))


def learn(
    examples: Sequence[tuple[Matrix, NDArray[np.bool_]]],
    importance: NDArray[np.float64],
    ridge: float = 4.0,
    steps: int = 400,
) -> Fusion:
    """Learns weights that make the right candidate likely, from (signals, which are right) of held-out questions.

    Begins at the prior and is drawn to it by ``ridge`` over the number of questions, so that few questions change
    little. No arm may speak against what it finds, and no agreement against itself.

    Args:
        importance: how much each question counts.
    """
    start = Fusion.prior().weights.astype(np.float64)
    usable = [(s.astype(np.float64), r) for s, r in examples if r.any() and not r.all()]
    counted = np.array([c for c, (_, r) in zip(importance, examples, strict=True) if r.any() and not r.all()])
    if not usable:
        return Fusion.prior()
    sizes = np.array([len(s) for s, _ in usable])
    signals = np.concatenate([s for s, _ in usable])
    right = np.concatenate([r for _, r in usable])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    share = np.repeat(counted / max(counted.sum(), 1e-12), sizes)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        gradient = _gradient(weights, signals, right, starts, owner, share)
        gradient += ridge / len(usable) * (weights - start)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        np.clip(weights, *_BOUNDS, out=weights)
    return Fusion(weights.astype(np.float32))


def _gradient(
    weights: NDArray[np.float64],
    signals: NDArray[np.float64],
    right: NDArray[np.bool_],
    starts: NDArray[np.int64],
    owner: NDArray[np.int64],
    share: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The gradient of the weighted mean of -log P(a right candidate)."""
    scores = signals @ weights
    scores = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
    chance = scores / np.add.reduceat(scores, starts)[owner]
    among_right = np.where(right, scores, 0.0)
    wanted = among_right / np.maximum(np.add.reduceat(among_right, starts)[owner], 1e-300)
    result: NDArray[np.float64] = signals.T @ ((chance - wanted) * share)
    return result


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turns scores into chances that sum to 1."""
    raised = np.exp(scores - scores.max(initial=0.0))
    chances: NDArray[np.float32] = raised / max(float(raised.sum()), 1e-9)
    return chances

"""Answer, ask back or refuse: what to do with a ranking, by chances that were calibrated on held-out questions."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from search.fusion import SIGNALS, softmax

Decision = Literal["answer", "clarify", "refuse"]

EVIDENCE = (
    "constant", "nearest", "centroid", "name", "covered", "name_covered", "exact", "unknown", "few_words", "chance",
    "outside_nearer", "untaught", "outside_chance",
)  # fmt: skip

_AT = {signal: at for at, signal in enumerate(SIGNALS)}


@dataclass(frozen=True)
class Gate:
    """When a question is ours at all, and when the first result is surely meant.

    Attributes:
        weights: one a name of ``EVIDENCE``; their sum is the logit of "this is ours".
        ours: below this chance a question is refused.
        sure: from this chance on the first result is the answer; the chances are calibrated, the bound is tuned on the
            development set.
        sure_by_name: the same for a procedure that has no questions, known by its name only.
    """

    weights: tuple[float, ...] = (-6.2, 3.7, 2.0, 0.8, 1.6, 2.2, 3.0, -2.4, -5.3, 2.1, -1.5, 0.7, -1.5)
    ours: float = 0.12
    sure: float = 0.6
    sure_by_name: float = 0.85

    def chance_ours(self, evidence: NDArray[np.float32]) -> float:
        """Gives the chance that the question is about one of our procedures."""
        return float(1 / (1 + np.exp(-float(evidence @ np.asarray(self.weights, np.float32)))))

    def save(self, path: Path) -> None:
        """Writes the numbers as JSON."""
        named = asdict(self) | {"weights": dict(zip(EVIDENCE, self.weights, strict=True))}
        path.write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Gate:
        """Reads what ``save`` wrote."""
        named = json.loads(path.read_text(encoding="utf-8"))
        weights = tuple(float(named["weights"].get(name, 0.0)) for name in EVIDENCE)
        return cls(weights, *(float(named[bound]) for bound in ("ours", "sure", "sure_by_name")))


def evidence(
    signals: NDArray[np.float32], scores: NDArray[np.float32], outside: NDArray[np.bool_], unknown: float, words: int
) -> NDArray[np.float32]:
    """Gives what speaks for and against a question being ours, one number a name of ``EVIDENCE``.

    Args:
        signals, scores, outside: of the candidates, in any order; at least one is a procedure.
        unknown: the share of the question's words that the corpus does not know.
        words: how many weighty words it has.
    """
    ours = np.flatnonzero(~outside)
    best = ours[scores[ours].argmax()]
    row = signals[best]
    nearest = signals[:, _AT["nearest"]]
    outside_nearer = float(nearest[outside].max(initial=0.0) - nearest[ours].max(initial=0.0)) if outside.any() else 0.0
    return np.array(
        [
            1.0,
            row[_AT["nearest"]],
            row[_AT["centroid"]],
            row[_AT["name"]],
            row[_AT["covered"]],
            row[_AT["name_covered"]],
            row[_AT["exact"]],
            unknown,
            1.0 / max(words, 1),
            softmax(scores[ours])[int(np.argmax(scores[ours]))],
            outside_nearer,
            float(row[_AT["untaught"]]),
            float(softmax(scores)[outside].sum()),
        ],
        np.float32,
    )


def learn_ours(ours: NDArray[np.float32], others: NDArray[np.float32], start: Gate, refused: float) -> Gate:
    """Learns the weights from evidence of questions, and the bound at which the share ``refused`` of ours is refused.

    Without others (no off-topic lines) the weights stay and only the bound is set.
    """
    if len(ours) < 50:
        return start
    weights = np.asarray(start.weights, np.float64)
    if len(others) >= 30:
        weights = _logistic(ours, others, weights)
    gate = replace(start, weights=tuple(round(float(w), 4) for w in weights))
    chances = np.sort([gate.chance_ours(row) for row in ours])
    return replace(gate, ours=float(chances[int(refused * len(chances))]))


def _logistic(
    ours: NDArray[np.float32], others: NDArray[np.float32], start: NDArray[np.float64], steps: int = 600
) -> NDArray[np.float64]:
    """Balanced logistic regression, drawn to where it began."""
    rows = np.concatenate([ours, others]).astype(np.float64)
    wanted = np.concatenate([np.ones(len(ours)), np.zeros(len(others))])
    share = np.concatenate([np.full(len(ours), 0.5 / len(ours)), np.full(len(others), 0.5 / len(others))])
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        wrong = 1 / (1 + np.exp(-rows @ weights)) - wanted
        gradient = rows.T @ (wrong * share) + 1e-3 * (weights - start)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights

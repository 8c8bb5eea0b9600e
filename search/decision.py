"""Answer, ask back or refuse: what to do with a ranking, by chances that were calibrated on held-out questions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

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
        certain: below this chance it is asked back at the most: it may be ours in words that nobody has taught.
        sure: from this chance on the first result is the answer; the chances are calibrated, the bound is tuned on the
            development set.
        sure_by_name: the same for a procedure that has no questions, known by its name only.
    """

    weights: tuple[float, ...] = (-6.2, 3.7, 2.0, 0.8, 1.6, 2.2, 3.0, -2.4, -5.3, 2.1, -1.5, 0.7, -1.5)
    ours: float = 0.12
    sure: float = 0.6
    sure_by_name: float = 0.85
    certain: float = 0.12

    def chance_ours(self, evidence: NDArray[np.float32]) -> float:
        """Give the chance that the question is about one of our procedures."""
        return float(1 / (1 + np.exp(-float(evidence @ np.asarray(self.weights, np.float32)))))

    def to_json(self) -> dict[str, Any]:
        """Give the bounds and the weights by name."""
        return asdict(self) | {"weights": dict(zip(EVIDENCE, self.weights, strict=True))}

    @classmethod
    def from_json(cls, named: Mapping[str, Any]) -> Gate:
        """Read what ``to_json`` gave; evidence that is not named weighs nothing."""
        weights = tuple(float(named["weights"].get(name, 0.0)) for name in EVIDENCE)
        return cls(weights, *(float(named[bound]) for bound in ("ours", "sure", "sure_by_name", "certain")))

    def save(self, path: Path) -> None:
        """Write the numbers as JSON."""
        path.write_text(json.dumps(self.to_json(), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Gate:
        """Read what ``save`` wrote."""
        return cls.from_json(json.loads(path.read_text(encoding="utf-8")))


def evidence(
    signals: NDArray[np.float32], scores: NDArray[np.float32], outside: NDArray[np.bool_], unknown: float, words: int
) -> NDArray[np.float32]:
    """Give what speaks for and against a question being ours, one number a name of ``EVIDENCE``.

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

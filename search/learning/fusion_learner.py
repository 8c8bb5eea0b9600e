"""Learns what each signal is worth in the fusion, on questions held out of training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from search.fusion import SIGNALS, Fusion, Matrix

Example = tuple[Matrix, NDArray[np.bool_]]
Weights = NDArray[np.float64]

_FREE = frozenset({"popular", "untaught"})


def _bounds(signal: str) -> tuple[float | None, float | None]:
    """No arm may speak against what it finds, and no agreement against itself."""
    if signal in _FREE or signal.endswith("_not_asked"):
        return None, None
    against = signal.endswith(("_conflict", "_not_offered"))
    return (None, 0.0) if against else (0.0, None)


_BOUNDS = [_bounds(signal) for signal in SIGNALS]


def learn_fusion(examples: Sequence[Example], importance: NDArray[np.float64], ridge: float = 4.0) -> Fusion:
    """Learn weights that make the right candidate likely, from (signals, which are right) of held-out questions.

    They are drawn to the prior by ``ridge`` over the number of questions, so that few questions change little.
    Questions with nothing right, or nothing wrong, among their candidates teach nothing.

    Args:
        importance: how much each question counts, in any unit.
    """
    telling = [(example, count) for example, count in zip(examples, importance, strict=True) if _tells(example)]
    if not telling:
        return Fusion.prior()
    loss = _Loss([example for example, _ in telling], np.array([count for _, count in telling]), ridge)
    found = minimize(loss, loss.start, jac=True, method="L-BFGS-B", bounds=_BOUNDS)
    return Fusion(found.x.astype(np.float32))


def _tells(example: Example) -> bool:
    right = example[1]
    return bool(right.any() and not right.all())


class _Loss:
    """The weighted mean of -log P(a right candidate), and what the distance from the prior costs."""

    def __init__(self, examples: Sequence[Example], importance: NDArray[np.float64], ridge: float) -> None:
        sizes = np.array([len(signals) for signals, _ in examples])
        self.start: Weights = Fusion.prior().weights.astype(np.float64)
        self._signals = np.concatenate([signals for signals, _ in examples]).astype(np.float64)
        self._right = np.concatenate([right for _, right in examples])
        self._first = np.cumsum(sizes) - sizes
        self._owner = np.repeat(np.arange(len(sizes)), sizes)
        self._share = importance / max(importance.sum(), 1e-12)
        self._ridge = ridge / len(examples)

    def __call__(self, weights: Weights) -> tuple[float, Weights]:
        """Give the loss of these weights and its gradient."""
        scores = self._signals @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, self._first)[self._owner])
        raised_right = np.where(self._right, raised, 0.0)
        whole = np.add.reduceat(raised, self._first)
        right = np.maximum(np.add.reduceat(raised_right, self._first), 1e-300)
        away = weights - self.start
        slope = (raised / whole[self._owner] - raised_right / right[self._owner]) * self._share[self._owner]
        loss = float(self._share @ np.log(whole / right) + self._ridge / 2 * (away @ away))
        return loss, self._signals.T @ slope + self._ridge * away

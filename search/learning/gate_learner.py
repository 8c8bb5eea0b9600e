"""Learns when a question is ours at all, from what spoke for and against questions of which that is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from search.decision import Gate

Evidence = NDArray[np.float32]

_ENOUGH_OURS = 50
_ENOUGH_OTHERS = 30


def learn_gate(ours: Evidence, others: Evidence, start: Gate, refused: float, doubted: float = 0.0) -> Gate:
    """Learn the weights, the bound at which the share ``refused`` of our questions is refused, and that of doubt.

    Args:
        ours, others: a row of evidence (``decision.EVIDENCE``) for each question that is ours, or is not. With too few
            of ours nothing is learned, with too few others only the bounds.
        doubted: the share of ours that is asked back at the most, those refused among them.
    """
    if len(ours) < _ENOUGH_OURS:
        return start
    weights = np.asarray(start.weights, np.float64)
    if len(others) >= _ENOUGH_OTHERS:
        weights = _logistic(ours, others, weights)
    gate = replace(start, weights=tuple(round(float(w), 4) for w in weights))
    chances = np.sort([gate.chance_ours(row) for row in ours])
    refusing, doubting = (float(chances[int(share * len(chances))]) for share in (refused, max(refused, doubted)))
    return replace(gate, ours=refusing, certain=doubting)


def _logistic(ours: Evidence, others: Evidence, start: NDArray[np.float64], ridge: float = 1e-3) -> NDArray[np.float64]:
    """Balanced logistic regression, drawn to where it began."""
    rows = np.concatenate([ours, others]).astype(np.float64)
    side = np.concatenate([np.ones(len(ours)), -np.ones(len(others))])
    share = np.concatenate([np.full(len(ours), 0.5 / len(ours)), np.full(len(others), 0.5 / len(others))])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = side * (rows @ weights)
        away = weights - start
        slope = -rows.T @ (share * side / (1 + np.exp(margins))) + ridge * away
        return float(share @ np.logaddexp(0.0, -margins) + ridge / 2 * (away @ away)), slope

    found: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found

"""Learns the weights of moves and of what is told, on turns whose right answers are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

Weights = dict[str, dict[str, float]]
"""By kind and signal."""

Signals = Mapping[str, float]


def learn_choice(turns: Sequence[Sequence[tuple[str, Signals, bool]]], ridge: float = 0.3) -> Weights:
    """Learn weights that make a right one of each turn's moves likely.

    Args:
        turns: for each turn its moves: kind, signals, whether it is right. Turns without a right one teach nothing.
        ridge: what the square of a weight costs.
    """
    telling = [turn for turn in turns if any(right for _, _, right in turn)]
    names = sorted({(kind, name) for turn in telling for kind, signals, _ in turn for name in signals})
    column = {name: at for at, name in enumerate(names)}
    rows = [_rows(((kind, signals) for kind, signals, _ in turn), column) for turn in telling]
    rights = [np.array([right for _, _, right in turn], np.float64) for turn in telling]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = float(ridge * weights @ weights), 2 * ridge * weights
        for row, right in zip(rows, rights, strict=True):
            scores = row @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            among = chances * right
            whole = max(float(among.sum()), 1e-12)
            total -= float(np.log(whole))
            slope = slope + row.T @ (chances - among / whole)
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return _named(names, found)


def learn_chance(examples: Sequence[tuple[Signals, bool]], kind: str, ridge: float = 0.3) -> Weights:
    """Learn the weights of one yes or no."""
    names = sorted({(kind, name) for signals, _ in examples for name in signals})
    column = {name: at for at, name in enumerate(names)}
    rows = _rows(((kind, signals) for signals, _ in examples), column)
    wanted = np.array([right for _, right in examples], np.float64)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = rows @ weights
        chances = 1 / (1 + np.exp(-scores))
        lost = float(np.logaddexp(0, scores).sum() - wanted @ scores)
        return lost + float(ridge * weights @ weights), rows.T @ (chances - wanted) + 2 * ridge * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return _named(names, found)


def _rows(moves: Iterable[tuple[str, Signals]], column: Mapping[tuple[str, str], int]) -> NDArray[np.float64]:
    listed = list(moves)
    rows = np.zeros((len(listed), len(column)))
    for at, (kind, signals) in enumerate(listed):
        for name, value in signals.items():
            rows[at, column[kind, name]] = float(value)
    return rows


def _named(names: Sequence[tuple[str, str]], weights: NDArray[np.float64]) -> Weights:
    named: Weights = {}
    for (kind, name), weight in zip(names, weights, strict=True):
        named.setdefault(kind, {})[name] = round(float(weight), 3)
    return named

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from search.fusion import SIGNALS, Fusion
from search.learning.fusion_learner import Example, learn_fusion

NEAREST = SIGNALS.index("nearest")


def questions_told_by(signal: str, sign: float, count: int = 300) -> list[Example]:
    """Questions with eight candidates of random signals, of which the one with most (or least) of a signal is right."""
    random = np.random.default_rng(1)
    examples = []
    for _ in range(count):
        signals = random.random((8, len(SIGNALS))).astype(np.float32)
        right = np.zeros(8, bool)
        right[(sign * signals[:, SIGNALS.index(signal)]).argmax()] = True
        examples.append((signals, right))
    return examples


def learned(examples: list[Example], importance: NDArray[np.float64] | None = None, ridge: float = 0.01) -> Fusion:
    return learn_fusion(examples, np.ones(len(examples)) if importance is None else importance, ridge)


def share_right(fusion: Fusion, examples: list[Example]) -> float:
    return float(np.mean([bool(right[fusion.score(signals).argmax()]) for signals, right in examples]))


@pytest.mark.parametrize("signal", ["nearest", "second", "level_agree"])
def test_it_learns_which_signal_tells(signal: str) -> None:
    examples = questions_told_by(signal, 1)
    assert share_right(learned(examples), examples) > 0.9


def test_no_arm_speaks_against_what_it_finds() -> None:
    weights = learned(questions_told_by("nearest", -1)).weights
    assert weights[NEAREST] == 0
    assert all(weights[at] <= 0 for at, signal in enumerate(SIGNALS) if signal.endswith("_conflict"))


def test_few_questions_hardly_move_the_prior() -> None:
    signals = np.ones((2, len(SIGNALS)), np.float32)
    signals[1, NEAREST] = 0
    few = learned([(signals, np.array([False, True]))] * 3, ridge=4.0)
    assert np.abs(few.weights - Fusion.prior().weights).max() < 1


def test_what_has_nothing_to_tell_apart_teaches_nothing() -> None:
    signals = np.random.default_rng(1).random((3, len(SIGNALS))).astype(np.float32)
    same = learned([(signals, np.ones(3, bool)), (signals, np.zeros(3, bool))])
    np.testing.assert_array_equal(same.weights, Fusion.prior().weights)


def test_a_question_of_no_importance_changes_nothing() -> None:
    told, against = questions_told_by("nearest", 1), questions_told_by("centroid", 1)
    importance = np.concatenate([np.ones(len(told)), np.zeros(len(against))])
    half_ridge = learned([*told, *against], importance, ridge=0.02)
    np.testing.assert_allclose(half_ridge.weights, learned(told).weights, atol=0.05)

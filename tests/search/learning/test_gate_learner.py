from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.decision import EVIDENCE, Gate
from search.learning.gate_learner import learn_gate


def told_by(name: str, mean: float, count: int) -> NDArray[np.float32]:
    """Evidence of which one number lies around a mean."""
    rows = np.random.default_rng(count).random((count, len(EVIDENCE)))
    rows[:, EVIDENCE.index("constant")] = 1
    rows[:, EVIDENCE.index(name)] += mean
    return rows.astype(np.float32)


def refused(gate: Gate, rows: NDArray[np.float32]) -> float:
    return float(np.mean([gate.chance_ours(row) < gate.ours for row in rows]))


def test_it_learns_what_tells_ours_from_others() -> None:
    ours, others = told_by("nearest", 1.5, 400), told_by("nearest", 0, 300)
    gate = learn_gate(ours, others, Gate(), 0.02)
    assert refused(gate, ours) <= 0.02
    assert refused(gate, others) > 0.97


def test_the_bound_refuses_the_share_that_may_be() -> None:
    ours, others = told_by("nearest", 0.3, 400), told_by("nearest", 0, 300)
    for share in (0.01, 0.1):
        assert refused(learn_gate(ours, others, Gate(), share), ours) == share


def test_without_others_only_the_bound_is_learned() -> None:
    ours = told_by("nearest", 1, 100)
    gate = learn_gate(ours, ours[:0], Gate(), 0.1)
    assert gate.weights == Gate().weights
    assert refused(gate, ours) == 0.1


def test_too_few_questions_teach_nothing() -> None:
    assert learn_gate(told_by("nearest", 1, 49), told_by("nearest", 0, 300), Gate(), 0.1) == Gate()

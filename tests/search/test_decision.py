from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.decision import EVIDENCE, Gate, evidence
from search.fusion import SIGNALS


def proof(
    nearest: list[float], outside: list[bool], unknown: float = 0.0, words: int = 4
) -> tuple[dict[str, float], NDArray[np.float32]]:
    """The evidence of candidates that only their nearest text tells apart, by name and as it is weighed."""
    signals = np.zeros((len(nearest), len(SIGNALS)), np.float32)
    signals[:, SIGNALS.index("nearest")] = nearest
    row = evidence(signals, signals[:, SIGNALS.index("nearest")] * 10, np.array(outside), unknown, words)
    return dict(zip(EVIDENCE, row.tolist(), strict=True)), row


def test_evidence_is_that_of_the_best_procedure() -> None:
    told, _ = proof([0.5, 0.75, 0.25], [False, False, True])
    assert told["constant"] == 1
    assert told["nearest"] == 0.75
    assert told["few_words"] == 0.25
    assert told["outside_nearer"] == -0.5
    assert told["chance"] > 0.9 > 0.1 > told["outside_chance"]


def test_a_nearer_line_that_is_not_ours_speaks_against_it() -> None:
    (near, row), (far, other) = proof([0.9, 0.5], [False, True]), proof([0.9, 1.0], [False, True])
    assert near["outside_nearer"] < 0 < far["outside_nearer"]
    assert near["outside_chance"] < far["outside_chance"]
    assert Gate().chance_ours(row) > Gate().chance_ours(other)


def test_unknown_words_and_few_words_speak_against_it() -> None:
    chances = [
        Gate().chance_ours(proof([0.7], [False], unknown, words)[1]) for unknown, words in ((0, 4), (0.5, 4), (0, 1))
    ]
    assert max(chances) == chances[0]


def test_what_is_just_a_question_of_ours_passes_and_what_is_like_none_does_not() -> None:
    gate = Gate()
    assert gate.chance_ours(proof([1.0], [False])[1]) > gate.ours
    assert gate.chance_ours(proof([0.1], [False], unknown=1.0)[1]) < gate.ours


def test_a_gate_is_kept_by_name(tmp_path: Path) -> None:
    gate = Gate(tuple(float(at) for at in range(len(EVIDENCE))), 0.2, 0.7, 0.9)
    gate.save(tmp_path / "gate.json")
    assert Gate.load(tmp_path / "gate.json") == gate


def test_evidence_that_a_file_does_not_name_weighs_nothing() -> None:
    named = Gate().to_json()
    del named["weights"]["chance"]
    assert Gate.from_json(named).weights[EVIDENCE.index("chance")] == 0

from __future__ import annotations

from actions.understanding.learning import learn_chance, learn_choice
from actions.understanding.moves import Move
from actions.understanding.weights import Weights


def test_a_choice_is_learned_from_turns() -> None:
    turns = [
        [("stay", {"near": near}, near > 0.5), ("switch", {"named": named}, near <= 0.5)]
        for near, named in [(1.0, 0.1), (0.9, 0.3), (0.1, 0.9), (0.2, 1.0)] * 5
    ]
    weights = Weights(learn_choice(turns))
    for near, named, kind in [(0.8, 0.2, "stay"), (0.2, 0.8, "switch")]:
        assert weights.choose([Move("stay", "", {"near": near}), Move("switch", "", {"named": named})]).kind == kind


def test_a_turn_without_a_right_move_teaches_nothing() -> None:
    assert learn_choice([[("stay", {"near": 1.0}, False)]]) == {}


def test_a_chance_is_learned_from_examples() -> None:
    examples = [({"constant": 1.0, "score": score}, score > 0) for score in (-3.0, -1.0, -2.0, 1.0, 2.0, 3.0)]
    weights = Weights(learn_chance(examples, "said"))
    assert weights.chance("said", {"constant": 1.0, "score": 2.0}) > 0.7
    assert weights.chance("said", {"constant": 1.0, "score": -2.0}) < 0.3

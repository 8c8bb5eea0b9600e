from __future__ import annotations

import json
from pathlib import Path

import pytest

from actions.understanding.moves import Move
from actions.understanding.weights import Weights


def test_the_likeliest_move_is_chosen_and_unknown_signals_weigh_nothing() -> None:
    weights = Weights({"stay": {"near": 2.0}, "switch": {"named": 3.0}})
    stay, switch = Move("stay", "a", {"near": 1.0, "new": 9.0}), Move("switch", "b", {"named": 0.5})
    assert weights.score("stay", stay.signals) == 2.0
    assert weights.choose([switch, stay]) is stay
    assert weights.choose([stay, Move("switch", "b", {"named": 1.0})]).code == "b"


def test_a_chance_lies_between_none_and_all() -> None:
    weights = Weights({"detail": {"score": 4.0}})
    assert weights.chance("detail", {"score": 0.0}) == 0.5
    assert weights.chance("detail", {"score": -2.0}) < 0.01 < 0.99 < weights.chance("detail", {"score": 2.0})


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(json.dumps({"stay": {"near": 1.5}}))
    assert Weights.load(file).score("stay", {"near": 2.0}) == 3.0


@pytest.mark.parametrize("kind", ["stay", "switch", "sibling", "back", "ask", "decline", "talk", "detail", "said"])
def test_what_is_shipped_weighs_every_kind(kind: str) -> None:
    assert Weights.load().score(kind, {"constant": 1.0}) != 0.0

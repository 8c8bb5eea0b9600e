"""The weights that moves and replies are weighed with, learned on conversations that were written for it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from actions.understanding.moves import Move

FILE = Path(__file__).with_name("weights.json")


class Weights:
    """Weights by kind and signal; a signal that the file does not name has none."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self._weights = weights

    @classmethod
    def load(cls, path: Path = FILE) -> Weights:
        """Read the file."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def score(self, kind: str, signals: Mapping[str, float]) -> float:
        """Give the logit of a kind with these signals."""
        known = self._weights.get(kind, {})
        return sum(known.get(name, 0.0) * float(value) for name, value in signals.items())

    def choose(self, moves: Sequence[Move]) -> Move:
        """Give the likeliest move."""
        return max(moves, key=lambda move: self.score(move.kind, move.signals))

    def chance(self, kind: str, signals: Mapping[str, float]) -> float:
        """Give the chance of one of two things, 0 to 1."""
        return 1 / (1 + math.exp(-self.score(kind, signals)))

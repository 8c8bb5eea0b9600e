"""How the default embedding is trained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[str], None]
"""Is told in Vietnamese what is going on."""


@dataclass(frozen=True)
class Recipe:
    """The settings of a training.

    Attributes:
        dimensions: of a vector.
        epochs: how often as many anchors are drawn as there are texts.
        batch: how many pairs are told apart at a time.
        others: how many names of other procedures are added to tell apart from.
        scale: 1/temperature of the softmax over similarities.
        rate: Adam's learning rate at the beginning; it falls to a tenth.
        rarest: a feature must occur so often to get a vector.
        dropped: the share of a text's features that is left out each time it is drawn.
        hard: from how many of the most confusable records hard negatives are drawn; 0 for none.
        seed: of every random choice.
    """

    dimensions: int = 256
    epochs: int = 20
    batch: int = 256
    others: int = 128
    scale: float = 30.0
    rate: float = 2e-3
    rarest: int = 2
    dropped: float = 0.0
    hard: int = 12
    seed: int = 7

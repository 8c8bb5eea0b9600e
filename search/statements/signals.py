"""How far each statement of a record goes along with a question: the signals that the finder weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.statement import KINDS
from search.statements.record import Reading, ReadRecord, numbers_in
from search.statements.terms import bare_words
from search.text import strip_marks
from search.understanding import Understood

Signals = NDArray[np.float32]

SIGNALS = (
    "covered", "pairs", "marked", "details", "numbers", "similar", "similar_part", "aligned", "aligned_part", "length",
    *(f"is_{kind}" for kind in KINDS),
)  # fmt: skip

# A word of the procedure's own name tells its statements apart less than another.
_OF_NAME = 0.4
_NUMBER_WORDS = 80


def signals_of(question: str, understood: Understood, record: ReadRecord, reading: Reading) -> Signals:
    """Give a row of signals (``SIGNALS``) a statement, most of them from 0 to 1."""
    weights = _weights(understood, record, reading)
    asked = reading.ways.asked(bare_words(understood))
    numbers = numbers_in(question)
    rows = np.zeros((len(record.statements), len(SIGNALS)), np.float32)
    rows[:, 0] = _shares(weights, record.bare)
    rows[:, 1] = _shares(_pair_weights(understood, weights), record.pairs)
    marked = {word: weights.get(strip_marks(word), 0.0) for word in understood.written if not word.isascii()}
    rows[:, 2] = _shares(marked, record.marked) if marked else rows[:, 0]
    rows[:, 3] = [len(asked & written) / len(asked) if asked else 0.0 for written in record.details]
    rows[:, 4] = [bool(numbers & written) for written in record.numbers]
    vector, aligned = reading.encoder.encode([understood])[0], reading.alignment.encode([understood])[0]
    rows[:, 5] = record.vectors @ vector
    rows[:, 6] = np.maximum.reduceat(record.parts @ vector, record.owners)
    rows[:, 7] = record.aligned @ aligned
    rows[:, 8] = np.maximum.reduceat(record.parts_aligned @ aligned, record.owners)
    rows[:, 9] = [math.log1p(len(statement.whole) / _NUMBER_WORDS) for statement in record.statements]
    for row, statement in enumerate(record.statements):
        rows[row, 10 + KINDS.index(statement.kind)] = 1.0
    return rows


def _weights(understood: Understood, record: ReadRecord, reading: Reading) -> dict[str, float]:
    """How much each word of the question tells the statements of this record apart."""
    count = len(record.statements)
    weights = {}
    for word in dict.fromkeys([*bare_words(understood), *understood.added]):
        weight = reading.weight(word) * (_OF_NAME if word in record.name else 1.0)
        if word in record.local:
            weight *= math.log((count + 1) / (record.local[word] + 0.5)) / math.log(count + 1)
        weights[word] = max(weight, 0.0)
    return weights


def _pair_weights(understood: Understood, weights: dict[str, float]) -> dict[str, float]:
    return {f"{a} {b}": weights.get(a, 0.0) + weights.get(b, 0.0) for a, b in pairwise(bare_words(understood))}


def _shares(weights: dict[str, float], have: Sequence[frozenset[str]]) -> list[float]:
    """The share of the weight that each statement has."""
    whole = sum(weights.values())
    if not whole:
        return [0.0] * len(have)
    return [sum(weight for term, weight in weights.items() if term in terms) / whole for terms in have]

"""Finds, among the statements of one record, those that answer a question about a detail."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.procedure import Procedure
from knowledge.statement import Statement, statements_of
from knowledge.topic import Topic
from search.fusion import softmax
from search.statements.record import Reading, ReadRecord
from search.statements.signals import SIGNALS, Signals, signals_of
from search.statements.terms import bare_words
from search.understanding import Understood

WEIGHTS = Path(__file__).with_name("weights.json")
_RECORDS_KEPT = 64


@dataclass(frozen=True)
class Told:
    """A statement that may answer.

    Attributes:
        statement: it.
        chance: that it is the one, if any of the record is; 0 to 1.
        score: how well it goes along with the question by itself; comparable between records.
        signals: by name, what the score is made of.
    """

    statement: Statement
    chance: float
    score: float
    signals: Mapping[str, float]


class StatementFinder:
    """Ranks the statements of a record for a question. Safe for threads; the last records asked about stay read."""

    def __init__(self, reading: Reading, weights: NDArray[np.float32]) -> None:
        self._reading = reading
        self._weights = weights
        self._read = lru_cache(_RECORDS_KEPT)(self._read_statements)

    def find(self, entry: Procedure | Topic, question: str, at_most: int = 5) -> list[Told]:
        """Give the statements of a record that go along best with a question, best first; none where it has none."""
        record = self.read(entry)
        if record is None:
            return []
        signals = self.signals(record, question)
        scores = signals @ self._weights
        chances = softmax(scores)
        best = np.argsort(-scores, kind="stable")[:at_most]
        return [
            Told(
                record.statements[at],
                round(float(chances[at]), 4),
                round(float(scores[at]), 4),
                dict(zip(SIGNALS, map(float, signals[at]), strict=True)),
            )
            for at in best
        ]

    def read(self, entry: Procedure | Topic) -> ReadRecord | None:
        """Give the statements of a record as they are held against questions, None where it says nothing."""
        return self._read(entry.name, tuple(statements_of(entry)))

    def signals(self, record: ReadRecord, question: str) -> Signals:
        """Give the signals of each statement of a record for a question."""
        return signals_of(question, self._reading.reader.read(question), record, self._reading)

    def _read_statements(self, name: str, statements: tuple[Statement, ...]) -> ReadRecord | None:
        return ReadRecord.read(name, statements, self._reading) if statements else None


def count_words(texts: Iterable[Understood]) -> tuple[Counter[str], int]:
    """Count in how many statements each bare word stands, and how many statements there are."""
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        counts.update(set(bare_words(text)))
        number += 1
    return counts, number


def load_weights(path: Path = WEIGHTS) -> NDArray[np.float32]:
    """Read the weights by the names of their signals."""
    named = json.loads(path.read_text(encoding="utf-8"))
    return np.array([named.get(signal, 0.0) for signal in SIGNALS], np.float32)

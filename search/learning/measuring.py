"""What search makes of held-out questions before anything weighs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.dense import Encoder
from search.index import Index
from search.lexicon import Lexicon
from search.ranking import Ranker
from search.records import IndexRecord
from search.spelling import Speller, Vocabulary
from search.understanding import QuestionReader, Understood


@dataclass(frozen=True)
class Asked:
    """A held-out question with the kin that answers it, None if it is not ours.

    ``bare`` says that no question of that procedure was kept: it is known by its name only.
    """

    text: str
    kin: int | None
    bare: bool = False


@dataclass(frozen=True)
class Measured:
    """A held-out question after a trial search: its candidates, which are right, and what else was seen."""

    found: NDArray[np.int32]
    signals: NDArray[np.float32]
    right: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    understood: Understood
    ours: bool
    bare: bool


def measure(kept: Sequence[IndexRecord], asked: Sequence[Asked], lexicon: Lexicon, encoder: Encoder) -> list[Measured]:
    """Ask what is known of the kept records; what names nothing, or finds nothing of ours, teaches nothing."""
    plain = QuestionReader(lexicon)
    read = [[plain.read(text) for text in record.texts] for record in kept]
    vocabulary = Vocabulary.of([text.written for texts in read for text in texts], lexicon)
    reader = QuestionReader(lexicon, Speller(vocabulary, lexicon.place_words))
    ranker = Ranker(Index.build(kept, read, lexicon, encoder), lexicon)
    outside = np.array([record.outside is not None for record in kept])
    measured: list[Measured] = []
    for question in asked:
        understood = reader.read(question.text)
        if not understood.named:
            continue
        candidates = ranker.candidates(understood, encoder.encode([understood])[0])
        found, signals = candidates.records, candidates.signals
        if outside[found].all():
            continue
        right = ranker.index.kin[found] == (-1 if question.kin is None else question.kin)
        measured.append(
            Measured(found, signals, right, outside[found], understood, question.kin is not None, question.bare)
        )
    return measured

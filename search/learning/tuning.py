"""Learns what the arms are worth, on held-out questions, and when to answer, on questions by others."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from search.decision import Gate, evidence, learn_ours
from search.dense import Encoder, load_encoder
from search.fusion import Fusion, learn
from search.index import Index
from search.learning.evaluation import Question, read_lines, read_questions
from search.lexicon import Lexicon
from search.ranking import Ranker
from search.records import Record
from search.snapshot import FUSION, GATE
from search.spelling import Speller, Vocabulary
from search.understanding import Reader, Understood

if TYPE_CHECKING:
    from search.learning.embedding import Recipe

_ENOUGH = 200
_ENOUGH_OUTSIDE = 100
_MANY_TAUGHT = 12

# How many of the held-out questions may be refused: the trial knows a fourth less than what is served, so that its
# questions are harder than people's.
_REFUSED_IN_TRIAL = 0.10
# How many of the development questions may be refused.
_REFUSED = 0.008


@dataclass(frozen=True)
class Development:
    """Questions and lines out of scope by people who did not write the corpus: ``nlu_data/dev``."""

    questions: Sequence[Question] = ()
    out_of_scope: Sequence[str] = ()

    @classmethod
    def read(cls, folder: Path) -> Development:
        """Reads ``questions.tsv`` and ``out_of_scope.tsv`` of a folder; where one is missing there are none."""
        questions, lines = folder / "questions.tsv", folder / "out_of_scope.tsv"
        return cls(
            read_questions(questions) if questions.is_file() else (), read_lines(lines) if lines.is_file() else ()
        )

    def asked(self, records: Sequence[Record]) -> list[_Asked]:
        """Gives what can be judged by these records; empty where that is too little to learn from."""
        kin = {record.code: record.kin for record in records if record.outside is None}
        known = [(q.text, next((kin[code] for code in q.codes if code in kin), None)) for q in self.questions]
        ours = [_Asked(text, number) for text, number in known if number is not None]
        if len(ours) < _ENOUGH or len(self.out_of_scope) < _ENOUGH_OUTSIDE:
            return []
        return [*ours, *(_Asked(line, None) for line in self.out_of_scope)]


@dataclass(frozen=True)
class _Asked:
    """A held-out question with the kin that answers it, None if it is not ours.

    ``bare`` says that no question of that procedure was kept: it is known by its name only.
    """

    text: str
    kin: int | None
    bare: bool = False


@dataclass(frozen=True)
class _Measured:
    """A held-out question after a trial search: its candidates, which are right, and what else was seen."""

    found: NDArray[np.int32]
    signals: NDArray[np.float32]
    right: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    understood: Understood
    ours: bool
    bare: bool


def tune(
    records: Sequence[Record],
    lexicon: Lexicon,
    folder: Path,
    recipe: Recipe,
    progress: Callable[[str], None],
    development: Development,
) -> None:
    """Writes fusion and gate into the folder of a model that was trained on all records.

    The fusion learns from a trial: every fourth question is held out, all questions of some procedures (which then are
    known by name only), and every fourth line that is not ours. Some procedures are taken out whole: their questions
    are of our kind, and yet nothing that is left answers them. Where there are too few questions, priors stay.

    The gate learns from the development questions and the model as it is served, for the trial's own lines resemble
    those that were kept more than a stranger's do; where there are too few, it learns from the trial.
    """
    kept, asked = hold_out(records)
    fusion, gate = Fusion.prior(), Gate()
    if sum(question.kin is not None for question in asked) >= _ENOUGH:
        progress("học cách xếp hạng trên câu hỏi để riêng")
        measured = _trial(kept, asked, lexicon, recipe, progress)
        ours = [m for m in measured if m.ours]
        fusion = learn([(m.signals, m.right) for m in ours], _weights(ours, kept))
        gate = _learn_gate(measured, fusion, _REFUSED_IN_TRIAL)
    if judged := development.asked(records):
        progress("học khi nào nên từ chối trên câu hỏi phát triển")
        gate = _learn_gate(_measure(records, judged, lexicon, load_encoder(folder)), fusion, _REFUSED)
    fusion.save(folder / FUSION)
    gate.save(folder / GATE)


def _weights(ours: Sequence[_Measured], kept: Sequence[Record]) -> NDArray[np.float64]:
    """Lets procedures known by name only count by their share of all, so that the few taught ones do not win all."""
    untaught = sum(len(r.texts) == 1 for r in kept if r.outside is None) / len(kept)
    bare = np.array([m.bare for m in ours])
    share = np.clip(untaught, 0.05, 0.5)
    counts = np.where(bare, max(bare.sum(), 1), max((~bare).sum(), 1))
    weights: NDArray[np.float64] = np.where(bare, share, 1 - share) / counts
    return weights


def hold_out(records: Sequence[Record], share: int = 4) -> tuple[list[Record], list[_Asked]]:
    """Splits off questions by their hash: (records without them, the questions)."""
    taught = sum(len(record.texts) > 1 for record in records if record.outside is None)
    names_only = _MANY_TAUGHT if 4 * taught > len(records) else 3
    kept: list[Record] = []
    asked: list[_Asked] = []
    for record in records:
        if record.outside is not None:
            if _hash(record.name) % share:
                kept.append(record)
            else:
                asked.append(_Asked(record.name, None))
            continue
        name, *texts = record.texts
        if names_only == _MANY_TAUGHT and _hash(record.code) % names_only == 1:
            asked.extend(_Asked(text, None) for text in texts if _hash(text) % share == 0)
            continue
        bare = _hash(record.code) % names_only == 0
        held = [text for text in texts if bare or _hash(text) % share == 0]
        if len(held) == len(texts) and not bare:
            held = []
        asked.extend(_Asked(text, record.kin, bare) for text in held)
        kept.append(replace(record, texts=(name, *(text for text in texts if text not in set(held)))))
    return kept, list(dict.fromkeys(asked))


def _trial(
    kept: Sequence[Record], asked: Sequence[_Asked], lexicon: Lexicon, recipe: Recipe, progress: Callable[[str], None]
) -> list[_Measured]:
    from search.learning.embedding import train

    with TemporaryDirectory() as scratch:
        train(kept, lexicon, Path(scratch), recipe, progress)
        encoder = load_encoder(Path(scratch))
    return _measure(kept, asked, lexicon, encoder)


def _measure(kept: Sequence[Record], asked: Sequence[_Asked], lexicon: Lexicon, encoder: Encoder) -> list[_Measured]:
    """Asks what is known of the kept records; what names nothing, or finds nothing of ours, teaches nothing."""
    plain = Reader(lexicon)
    read = [[plain.read(text) for text in record.texts] for record in kept]
    vocabulary = Vocabulary.of([text.written for texts in read for text in texts], lexicon)
    reader = Reader(lexicon, Speller(vocabulary, lexicon.place_words))
    ranker = Ranker(Index.build(kept, read, lexicon, encoder), lexicon)
    outside = np.array([record.outside is not None for record in kept])
    measured: list[_Measured] = []
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
            _Measured(found, signals, right, outside[found], understood, question.kin is not None, question.bare)
        )
    return measured


def _learn_gate(measured: Sequence[_Measured], fusion: Fusion, refused: float) -> Gate:
    proofs = [
        evidence(m.signals, fusion.score(m.signals), m.outside, m.understood.unknown, len(m.understood.weighty))
        for m in measured
    ]
    ours = np.array([proof for proof, m in zip(proofs, measured, strict=True) if m.ours])
    others = np.array([proof for proof, m in zip(proofs, measured, strict=True) if not m.ours])
    return learn_ours(ours, others, Gate(), refused)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())

"""Learns what the arms are worth and when to answer, on questions held out of a trial training."""

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
from search.dense import load_encoder
from search.fusion import Fusion, learn
from search.index import Index
from search.lexicon import Lexicon
from search.ranking import Ranker
from search.records import Record
from search.snapshot import FUSION, GATE
from search.spelling import Speller, Vocabulary
from search.understanding import Reader, Understood

if TYPE_CHECKING:
    from search.training import Recipe

_ENOUGH = 200
_MANY_TAUGHT = 12


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
    records: Sequence[Record], lexicon: Lexicon, folder: Path, recipe: Recipe, progress: Callable[[str], None]
) -> None:
    """Writes the fusion and the gate that held-out questions teach; the priors where there are too few of them.

    Every fourth question is held out, all questions of some procedures (which then are known by name only), and
    every fourth line that is not ours. Some procedures are taken out whole: their questions are of our kind, and yet
    nothing that is left answers them.
    """
    kept, asked = hold_out(records)
    fusion, gate = Fusion.prior(), Gate()
    if sum(question.kin is not None for question in asked) >= _ENOUGH:
        progress("học cách xếp hạng trên câu hỏi để riêng")
        measured = _trial(kept, asked, lexicon, recipe, progress)
        ours = [m for m in measured if m.ours]
        fusion = learn([(m.signals, m.right) for m in ours], _weights(ours, kept))
        gate = _learn_gate(measured, fusion)
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
    from search.training import train

    with TemporaryDirectory() as scratch:
        train(kept, lexicon, Path(scratch), recipe, progress)
        encoder = load_encoder(Path(scratch))
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


def _learn_gate(measured: Sequence[_Measured], fusion: Fusion) -> Gate:
    proofs = [
        evidence(m.signals, fusion.score(m.signals), m.outside, m.understood.unknown, len(m.understood.weighty))
        for m in measured
    ]
    ours = np.array([proof for proof, m in zip(proofs, measured, strict=True) if m.ours])
    others = np.array([proof for proof, m in zip(proofs, measured, strict=True) if not m.ours])
    return learn_ours(ours, others, Gate())


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())

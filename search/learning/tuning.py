"""Learns what the arms are worth, on held-out questions, and when to answer, on questions by others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.decision import Gate, evidence
from search.dense import Encoder
from search.fusion import Fusion
from search.learning.corpus import Corpus
from search.learning.fusion_learner import learn_fusion
from search.learning.gate_learner import learn_gate
from search.learning.measuring import Measured, measure
from search.learning.recipe import Progress, Recipe
from search.learning.trial import hold_out, run_trial
from search.records import IndexRecord

_ENOUGH = 200

# How many of the held-out questions may be refused: the trial knows a fourth less than what is served, so that its
# questions are harder than people's.
_REFUSED_IN_TRIAL = 0.10
# How many of the development questions may be refused.
_REFUSED = 0.002
# How many may be asked back because it is not certain that they are ours.
_DOUBTED = 0.008


@dataclass(frozen=True)
class Tuning:
    """What was learned besides the embedding."""

    fusion: Fusion
    gate: Gate

    def to_json(self) -> dict[str, Any]:
        """Give the numbers by name."""
        return {"fusion": self.fusion.to_json(), "gate": self.gate.to_json()}

    @classmethod
    def from_json(cls, named: Mapping[str, Any]) -> Tuning:
        """Read what ``to_json`` gave."""
        return cls(Fusion.from_json(named["fusion"]), Gate.from_json(named["gate"]))


def tune(corpus: Corpus, encoder: Encoder, recipe: Recipe, progress: Progress) -> Tuning:
    """Learn fusion and gate for an encoder that was trained on the whole corpus.

    The fusion learns from a trial: every fourth question is held out, all questions of some procedures (which then are
    known by name only), and every fourth line that is not ours. Some procedures are taken out whole: their questions
    are of our kind, and yet nothing that is left answers them. Where there are too few questions, priors stay.

    The gate learns from the development questions and the encoder as it is served, for the trial's own lines resemble
    those that were kept more than a stranger's do; where there are too few, it learns from the trial.
    """
    kept, asked = hold_out(corpus.records)
    fusion, gate = Fusion.prior(), Gate()
    if sum(question.kin is not None for question in asked) >= _ENOUGH:
        progress("học cách xếp hạng trên câu hỏi để riêng")
        measured = run_trial(kept, asked, corpus.lexicon, recipe, progress)
        ours = [m for m in measured if m.ours]
        fusion = learn_fusion([(m.signals, m.right) for m in ours], _weights(ours, kept))
        gate = _learn_gate(measured, fusion, _REFUSED_IN_TRIAL)
    if judged := corpus.development.asked(corpus.records):
        progress("học khi nào nên từ chối trên câu hỏi phát triển")
        gate = _learn_gate(measure(corpus.records, judged, corpus.lexicon, encoder), fusion, _REFUSED, _DOUBTED)
    return Tuning(fusion, gate)


def _weights(ours: Sequence[Measured], kept: Sequence[IndexRecord]) -> NDArray[np.float64]:
    """Let procedures known by name only count by their share of all, so that the few taught ones do not win all."""
    untaught = sum(len(r.texts) == 1 for r in kept if r.outside is None) / len(kept)
    bare = np.array([m.bare for m in ours])
    share = np.clip(untaught, 0.05, 0.5)
    counts = np.where(bare, max(bare.sum(), 1), max((~bare).sum(), 1))
    weights: NDArray[np.float64] = np.where(bare, share, 1 - share) / counts
    return weights


def _learn_gate(measured: Sequence[Measured], fusion: Fusion, refused: float, doubted: float = 0.0) -> Gate:
    proofs = [
        evidence(m.signals, fusion.score(m.signals), m.outside, m.understood.unknown, len(m.understood.weighty))
        for m in measured
    ]
    ours = np.array([proof for proof, m in zip(proofs, measured, strict=True) if m.ours])
    others = np.array([proof for proof, m in zip(proofs, measured, strict=True) if not m.ours])
    return learn_gate(ours, others, Gate(), refused, doubted)

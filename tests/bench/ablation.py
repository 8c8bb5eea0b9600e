"""What each part of search brings: the same candidates, scored without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from search.fusion import ARMS, SIGNALS, Fusion
from search.learning.evaluation import evaluate
from search.learning.question_set import Question
from search.searcher import Searcher
from search.snapshot import Snapshot

Weights = NDArray[np.float32]

BM25 = ("bm25_procedure", "bm25_text", "letters")
EMBEDDING = ("centroid", "nearest", "name", "second")
COVERAGE = ("covered", "name_covered", "untaught_name")


def ablation(snapshot: Snapshot, asked: Sequence[Question]) -> dict[str, dict[str, float]]:
    """Gives R@1 and R@5 of each way of scoring, and R@1 of each style. Weights are not learned anew."""
    table: dict[str, dict[str, float]] = {}
    for name, weights in _ways(snapshot.fusion.weights).items():
        report = evaluate(Searcher(replace(snapshot, fusion=Fusion(weights))), asked)
        styles = {style: ranks.r1 for style, ranks in report.by_style.items()}
        table[name] = {"r1": report.overall.r1, "r5": report.overall.r5} | styles
    return table


def _ways(learned: Weights) -> Mapping[str, Weights]:
    facets = [signal for signal in SIGNALS if signal not in ARMS]
    alone = {f"{arm} alone": _only(arm) for arm in ("bm25_procedure", "bm25_text", "centroid", "nearest")}
    return alone | {
        "plain sum of the four": np.sum(list(alone.values()), axis=0),
        "prior weights": Fusion.prior().weights,
        "learned weights (served)": learned,
        "without BM25": _without(learned, BM25),
        "without the embedding": _without(learned, EMBEDDING),
        "without facets": _without(learned, facets),
        "without coverage of names": _without(learned, COVERAGE),
    }


def _only(signal: str) -> Weights:
    return np.array([name == signal for name in SIGNALS], np.float32)


def _without(weights: Weights, signals: Sequence[str]) -> Weights:
    return np.where([name in signals for name in SIGNALS], np.float32(0), weights)

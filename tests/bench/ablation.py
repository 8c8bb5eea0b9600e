"""What each part of search brings: the same candidates, scored without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search.evaluation import Question
from search.fusion import ARMS, SIGNALS, Fusion
from search.searcher import Searcher
from search.snapshot import Snapshot

Weights = NDArray[np.float32]

BM25 = ("bm25_procedure", "bm25_text", "letters")
EMBEDDING = ("centroid", "nearest", "name", "second")
COVERAGE = ("covered", "name_covered", "untaught_name")


def ablation(snapshot: Snapshot, asked: Sequence[Question]) -> dict[str, dict[str, float]]:
    """Gives R@1 and R@5 of each way of scoring, and R@1 of each style. Weights are not learned anew."""
    searcher = Searcher(snapshot)
    understood = [snapshot.reader.read(question.text) for question in asked]
    found = [searcher.rank(text) if text.named else None for text in understood]
    records = snapshot.index.records
    styles = sorted({question.style for question in asked if question.style})
    table: dict[str, dict[str, float]] = {}
    for name, weights in _ways(snapshot.fusion.weights).items():
        places = []
        for question, ranking in zip(asked, found, strict=True):
            order = [] if ranking is None else ranking.records[np.argsort(-(ranking.signals @ weights), kind="stable")]
            ours = [records[number] for number in order if records[number].outside is None]
            first = list({record.group: record.code for record in reversed(ours)}.values())[::-1]
            places.append(next((at for at, code in enumerate(first) if code in question.codes), len(records)))
        ranks = np.array(places)
        table[name] = {"r1": _share(ranks < 1), "r5": _share(ranks < 5)} | {
            style: _share(ranks[[question.style == style for question in asked]] < 1) for style in styles
        }
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


def _share(flags: NDArray[np.bool_]) -> float:
    return round(float(flags.mean()), 4)

"""Candidates of a question, and for each the signals that the fusion weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from search.dense import Vectors
from search.facets import FacetBits
from search.features import letter_terms, terms
from search.fusion import ARMS, SIGNALS
from search.index import Floats, Index, Ints, numbers_of
from search.lexicon import Lexicon
from search.understanding import Understood

_PER_ARM = 8
_LARGE = 20_000


@dataclass(frozen=True)
class Candidates:
    """Records worth a look.

    Attributes:
        records: their positions in the index.
        signals: a row of signals (``fusion.SIGNALS``) for each.
        text_scores: how much each text of the whole index shares with the question.
    """

    records: Ints
    signals: Floats
    text_scores: Floats


class Ranker:
    """Finds the candidates of a question and measures them. Holds no state of a question; safe for threads."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self.index = index
        self._facet_bits = FacetBits(lexicon)
        self._nearest = _flat_or_graph(index.centroids)
        counts = np.diff(index.starts) - 1
        self._popular = (np.log1p(counts) / np.log(30)).astype(np.float32)
        self._untaught = (counts == 0).astype(np.float32)
        index.prepare()

    def candidates(self, text: Understood, vector: Floats) -> Candidates:
        """Give the records worth a look, in no order."""
        index = self.index
        asked = terms(text)
        by_procedure = index.procedures.scores(asked)
        text_scores = index.texts.scores(asked)
        by_text = np.maximum.reduceat(text_scores, index.starts[:-1])
        # Letters only tell something where a word is unknown: a third of the time of a question otherwise.
        by_letters = index.letters.scores(letter_terms(text) if text.unknown else [])
        _, near = self._nearest.search(vector[None, :], min(2 * _PER_ARM, len(index.records)))
        exact = index.asked_as(text.bare)
        pools = [near[0], *(_top(scores, _PER_ARM) for scores in (by_procedure, by_text, by_letters)), exact]
        found = np.unique(np.concatenate(pools).astype(np.int32))
        found = found[found >= 0]
        signals = np.zeros((len(found), len(SIGNALS)), np.float32)
        self._dense(signals, found, vector)
        for arm, scores in (("bm25_procedure", by_procedure), ("bm25_text", by_text), ("letters", by_letters)):
            signals[:, _AT[arm]] = scores[found] / max(float(scores.max(initial=0.0)), 1e-6)
        signals[np.searchsorted(found, exact), _AT["exact"]] = 1.0
        self._coverage(signals, found, text)
        self._differences(signals, found, text)
        return Candidates(found, signals, text_scores)

    def matched(self, found: Candidates, record: int) -> str:
        """Give the name or question of a record that shares most with what was asked, the name if none is better."""
        first, last = self.index.starts[record], self.index.starts[record + 1]
        return self.index.records[record].texts[int(np.argmax(found.text_scores[first:last]))]

    def _dense(self, signals: Floats, found: Ints, vector: Floats) -> None:
        index = self.index
        signals[:, _AT["centroid"]] = index.centroids[found] @ vector
        starts, ends = index.starts[found], index.starts[found + 1]
        rows, bounds = _rows(starts, ends)
        similar = index.vectors[rows] @ vector
        nearest = np.maximum.reduceat(similar, bounds)
        signals[:, _AT["nearest"]] = nearest
        signals[:, _AT["name"]] = similar[bounds]
        below = np.where(similar >= np.repeat(nearest, ends - starts), -1.0, similar)
        signals[:, _AT["second"]] = np.maximum(np.maximum.reduceat(below, bounds), 0.0)

    def _coverage(self, signals: Floats, found: Ints, text: Understood) -> None:
        """Say how much of the question's weight a record has, and how much of its name's weight the question has."""
        lexical = self.index.procedures
        rarity = lexical.rarity
        said = list(dict.fromkeys(text.bare))
        ids = [lexical.id_of(word) for word in said]
        whole = sum(float(rarity[i]) if i is not None else 1.0 for i in ids)
        covered = lexical.shared([i for i in ids if i is not None])[found]
        signals[:, _AT["covered"]] = covered / max(whole, 1e-6)
        known = [i for word in text.plain if (i := lexical.id_of(word)) is not None]
        signals[:, _AT["name_covered"]] = self._name_shares(found, known)
        signals[:, _AT["popular"]] = self._popular[found]
        untaught = self._untaught[found]
        signals[:, _AT["untaught"]] = untaught
        signals[:, _AT["untaught_name"]] = untaught * signals[:, _AT["name_covered"]]

    def _name_shares(self, found: Ints, known: list[int]) -> Floats:
        """Say how much of the weight of each record's name the known words make up."""
        index = self.index
        rows, bounds = _rows(index.name_starts[found], index.name_starts[found + 1])
        ids = index.name_ids[rows]
        weights = index.procedures.rarity[ids]
        is_known = np.zeros(index.procedures.terms, np.bool_)
        is_known[known] = True
        kept = np.where(is_known[ids], weights, 0.0)
        whole = np.add.reduceat(np.append(weights, 0.0), bounds)
        shares = np.add.reduceat(np.append(kept, 0.0), bounds) / np.maximum(whole, 1e-6)
        named = index.name_starts[found] < index.name_starts[found + 1]
        return np.where(named, shares, 0.0).astype(np.float32)

    def _differences(self, signals: Floats, found: Ints, text: Understood) -> None:
        asked = self._facet_bits.of_words(text.written)
        offered = self.index.facet_bits[found]
        asks, offers = np.broadcast_to(asked > 0, offered.shape), offered > 0
        agrees = (offered & asked) > 0
        columns = (agrees, asks & offers & ~agrees, asks & ~offers, ~asks & offers)
        signals[:, len(ARMS) :] = np.stack(columns, axis=2).reshape(len(found), -1)
        numbers = numbers_of(text.weighty)
        if numbers:
            theirs = [self.index.numbers[record] for record in found]
            signals[:, _AT["numbers_agree"]] = [bool(numbers & n) for n in theirs]
            signals[:, _AT["numbers_conflict"]] = [bool(n) and not numbers & n for n in theirs]


_AT = {signal: at for at, signal in enumerate(SIGNALS)}


def _rows(starts: Ints, ends: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give all positions of several ranges one after another, and where each range begins among them."""
    lengths = (ends - starts).astype(np.int64)
    bounds = np.cumsum(lengths) - lengths
    return np.arange(lengths.sum()) + np.repeat(starts - bounds, lengths), bounds


def _top(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Give the positions of the highest scores above zero, in no order."""
    if not scores.any():
        return np.zeros(0, np.int64)
    best = np.argpartition(-scores, count)[:count] if len(scores) > count else np.arange(len(scores))
    return best[scores[best] > 0]


def _flat_or_graph(vectors: Vectors) -> faiss.Index:
    """An exact FAISS index; above some thousands of vectors a graph, whose search hardly grows with them."""
    dimensions = vectors.shape[1]
    if len(vectors) <= _LARGE:
        index: faiss.Index = faiss.IndexFlatIP(dimensions)
    else:
        graph = faiss.IndexHNSWFlat(dimensions, 32, faiss.METRIC_INNER_PRODUCT)
        graph.hnsw.efSearch = 128
        index = graph
    index.add(np.ascontiguousarray(vectors, np.float32))
    return index


def order(scores: Sequence[float] | Floats) -> NDArray[np.int64]:
    """Give positions from the highest score to the lowest; of equal ones the first comes first."""
    return np.argsort(-np.asarray(scores), kind="stable")

"""How good a searcher is, on questions whose right answers are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from search.learning.question_set import Question
from search.searcher import Searcher, SearchResult


@dataclass(frozen=True)
class Ranks:
    """How often a right procedure stands first, among the first five and ten, and the mean of 1/rank within ten."""

    n: int
    r1: float
    r5: float
    r10: float
    mrr10: float


@dataclass(frozen=True)
class Decisions:
    """Shares of all questions; they sum to 1."""

    answered_right: float
    answered_wrong: float
    asked_with_right: float
    asked_without_right: float
    refused: float


@dataclass(frozen=True)
class Evaluation:
    """What ``motcua evaluate`` prints. Times are milliseconds a query; the share is None without such lines."""

    n: int
    overall: Ranks
    by_style: dict[str, Ranks]
    decisions: Decisions
    out_of_scope_n: int
    out_of_scope_refused: float | None
    ms_p50: float
    ms_p95: float
    ms_p99: float


def evaluate(searcher: Searcher, questions: Sequence[Question], out_of_scope: Iterable[str] = ()) -> Evaluation:
    """Ask every question and every line that is out of scope."""
    results = [searcher.search(question.text) for question in questions]
    ranks = [_rank(question, result) for question, result in zip(questions, results, strict=True)]
    outside = [searcher.search(line) for line in out_of_scope]
    times = [result.took_ms for result in (*results, *outside)] or [0.0]
    styles = sorted({question.style for question in questions if question.style})
    return Evaluation(
        n=len(questions),
        overall=_summary(ranks),
        by_style={
            style: _summary([rank for rank, question in zip(ranks, questions, strict=True) if question.style == style])
            for style in styles
        },
        decisions=_decisions(questions, results),
        out_of_scope_n=len(outside),
        out_of_scope_refused=_share([result.decision == "refuse" for result in outside]) if outside else None,
        ms_p50=round(float(np.percentile(times, 50)), 3),
        ms_p95=round(float(np.percentile(times, 95)), 3),
        ms_p99=round(float(np.percentile(times, 99)), 3),
    )


def _rank(question: Question, result: SearchResult) -> int | None:
    """Give the place of the first right procedure, from 1."""
    return next((place for place, hit in enumerate(result.results, 1) if hit.code in question.codes), None)


def _summary(ranks: Sequence[int | None]) -> Ranks:
    def within(bound: int) -> float:
        return _share([rank is not None and rank <= bound for rank in ranks])

    mean = sum(1 / rank for rank in ranks if rank and rank <= 10) / len(ranks) if ranks else 0.0
    return Ranks(len(ranks), within(1), within(5), within(10), round(mean, 4))


def _decisions(questions: Sequence[Question], results: Sequence[SearchResult]) -> Decisions:
    kinds = [_kind(question, result) for question, result in zip(questions, results, strict=True)]
    names = ("answered_right", "answered_wrong", "asked_with_right", "asked_without_right", "refused")
    return Decisions(**{name: _share([kind == name for kind in kinds]) for name in names})


def _kind(question: Question, result: SearchResult) -> str:
    if result.decision == "refuse":
        return "refused"
    if result.decision == "answer":
        return "answered_right" if result.results[0].code in question.codes else "answered_wrong"
    offered = {hit.code for hit in result.choices}
    return "asked_with_right" if offered & question.codes else "asked_without_right"


def _share(flags: Sequence[bool]) -> float:
    return round(sum(flags) / len(flags), 4) if flags else 0.0

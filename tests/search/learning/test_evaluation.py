from __future__ import annotations

import pytest

from search.learning.evaluation import evaluate
from search.learning.question_set import Question
from search.searcher import Searcher


def test_ranks_and_decisions_are_counted(searcher: Searcher) -> None:
    asked = [
        Question("làm giấy khai sinh cho con mới đẻ cần giấy tờ gì", frozenset({"1.001193"}), "situation"),
        Question("lam giay ket hon o xa nao", frozenset({"1.000894"}), "no_diacritics"),
        Question("mất bao lâu?", frozenset({"1.000894"}), "no_diacritics"),
    ]
    report = evaluate(searcher, asked, ["cần giấy tờ gì", "???"])
    assert (report.n, report.overall.n) == (3, 3)
    assert report.overall.r1 == report.overall.r5 == pytest.approx(2 / 3, abs=1e-4)
    assert report.by_style["situation"].r1 == 1.0
    assert report.by_style["no_diacritics"].r1 == 0.5
    assert report.decisions.refused == pytest.approx(1 / 3, abs=1e-4)
    shares = vars(report.decisions).values()
    assert sum(shares) == pytest.approx(1, abs=1e-3)
    assert (report.out_of_scope_n, report.out_of_scope_refused) == (2, 1.0)
    assert 0 < report.ms_p50 <= report.ms_p95 <= report.ms_p99


def test_a_wrong_code_is_a_wrong_answer(searcher: Searcher) -> None:
    asked = [Question("làm giấy khai sinh cho con mới đẻ cần giấy tờ gì", frozenset({"9.999999"}))]
    report = evaluate(searcher, asked)
    assert (report.overall.r10, report.overall.mrr10, report.out_of_scope_refused) == (0, 0, None)
    assert report.decisions.answered_right == 0
    assert report.by_style == {}

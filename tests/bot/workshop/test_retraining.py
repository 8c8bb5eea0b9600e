"""Training anew: both models are shown, and one that is worse is not taken."""

from __future__ import annotations

import dataclasses

import pytest

from bot.running.installation import Installation
from bot.workshop.evaluating import QuestionSet
from bot.workshop.retraining import is_no_worse, retrain
from search.learning.evaluation import Decisions, Evaluation, Ranks
from search.learning.question_set import Question
from tests.bot.garden import MELON

ASKED = "xin phép trồng trái chua chua sau hè"
GOOD = Evaluation(
    n=2,
    overall=Ranks(2, 1.0, 1.0, 1.0, 1.0),
    by_style={},
    decisions=Decisions(1.0, 0.0, 0.0, 0.0, 0.0),
    out_of_scope_n=0,
    out_of_scope_refused=None,
    ms_p50=1.0,
    ms_p95=1.0,
    ms_p99=1.0,
)


def test_retraining_shows_both_models_and_takes_the_better_one(installation: Installation) -> None:
    installation.store.add_alias(MELON.code, ASKED, "lan")
    installation.store.publish()
    done = retrain(installation, QuestionSet((Question(ASKED, frozenset({MELON.code})),)))
    assert (done.before.n, done.after.n) == (1, 1)
    assert done.taken == is_no_worse(done.after, done.before)
    assert done.taken == (installation.models.in_use().parent == installation.folder.models)
    found = installation.searcher().search(ASKED).results[0]
    assert (found.code, found.matched) == (MELON.code, ASKED)


@pytest.mark.parametrize(
    "worse",
    [
        {"decisions": Decisions(0.5, 0.5, 0.0, 0.0, 0.0)},
        {"overall": Ranks(2, 0.5, 1.0, 1.0, 0.75)},
    ],
)
def test_a_model_that_is_worse_in_anything_is_not_taken(worse: dict[str, Decisions | Ranks]) -> None:
    assert is_no_worse(GOOD, GOOD)
    assert not is_no_worse(dataclasses.replace(GOOD, **worse), GOOD)  # type: ignore[arg-type]


def test_refusing_fewer_lines_out_of_scope_is_worse() -> None:
    before, after = (dataclasses.replace(GOOD, out_of_scope_n=10, out_of_scope_refused=share) for share in (0.9, 0.8))
    assert not is_no_worse(after, before)

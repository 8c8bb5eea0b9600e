"""Teaching an installation: a way of asking is found without training; a model that is worse is not taken."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot.running import installation as rooms
from bot.running.installation import Installation
from bot.settings import Settings
from bot.workshop.retraining import is_no_worse, retrain
from knowledge import bundled
from search.learning.evaluation import Decisions, Evaluation, Ranks
from search.learning.question_set import Question
from tests.bot.running.test_installation import LEMON, MELON, folder, write

__all__ = ["folder"]

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


@pytest.fixture
def installation(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    write(folder, LEMON, MELON)
    questions = tmp_path / "questions"
    questions.mkdir()
    (questions / "vuon.txt").write_text(
        f"# {LEMON.code} Đăng ký vườn chanh\ntrồng chanh thì đăng ký ở đâu\nvườn chanh nhà tôi\nchanh có hạt\n"
        f"# {MELON.code} Đăng ký vườn dưa\ntrồng dưa hấu thì sao\nvườn dưa ngoài đồng\ndưa leo\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(rooms, "QUESTIONS", questions)
    assert not list(bundled.topic_files())
    return Installation(Settings(data_dir=tmp_path / "data", models_dir=tmp_path / "models"))


def first(installation: Installation) -> str:
    results = installation.searcher().search(ASKED).results
    return f"{results[0].code} {results[0].matched}" if results else ""


def test_an_alias_is_found_without_training_and_retraining_shows_both_models(installation: Installation) -> None:
    with installation:
        assert ASKED not in first(installation)
        models = sorted(installation.settings.models_dir.iterdir())
        installation.store.add_alias(MELON.code, ASKED, "lan")
        installation.publish()
        assert first(installation) == f"{MELON.code} {ASKED}"
        assert sorted(installation.settings.models_dir.iterdir()) == models, "nothing was trained"

        done = retrain(installation, [Question(ASKED, frozenset({MELON.code}))], [])
        assert (done.before.n, done.after.n) == (1, 1)
        assert done.taken == is_no_worse(done.after, done.before)
        assert done.taken == (installation.embedding_model().parent == installation.own_models)
        assert first(installation) == f"{MELON.code} {ASKED}"


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

"""Trains the embedding anew from an installation's own data, and keeps the better of the two models."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.running.installation import Installation
    from search.learning.evaluation import Evaluation
    from search.learning.question_set import Question


@dataclass(frozen=True)
class Retraining:
    """The old and the new model on the same questions, and whether the new one was taken."""

    before: Evaluation
    after: Evaluation
    taken: bool


def retrain(installation: Installation, questions: Sequence[Question], out_of_scope: Sequence[str]) -> Retraining:
    """Train on what is published, editors' aliases included, and take the new model unless it is worse.

    The old model stays in use until the new one has been measured; running servers take the new one up. Nothing of
    ``questions`` is trained on, unless they are those of ``nlu_data/held_out/development``: they teach when to refuse.
    """
    from search.learning.evaluation import evaluate
    from search.learning.model import model_for
    from search.searcher import Searcher
    from search.snapshot import Snapshot, build

    findable, asked = installation.findable("published"), installation.questions("published")
    before = evaluate(installation.searcher(), questions, out_of_scope)
    model = model_for(asked, findable, installation.own_models, installation.say)
    with tempfile.TemporaryDirectory(dir=installation.settings.data_dir) as scratch:
        folder = Path(scratch) / "snapshot"
        build(findable, asked, model, folder)
        after = evaluate(Searcher(Snapshot.load(folder)), questions, out_of_scope)
    taken = is_no_worse(after, before)
    if taken:
        installation.use_model(model)
        installation.snapshot()
    return Retraining(before, after, taken)


def is_no_worse(after: Evaluation, before: Evaluation) -> bool:
    """Whether it answers no more wrongly, finds no fewer first, and refuses no fewer of the lines out of scope."""
    return (
        after.decisions.answered_wrong <= before.decisions.answered_wrong
        and after.overall.r1 >= before.overall.r1
        and (after.out_of_scope_refused or 0) >= (before.out_of_scope_refused or 0)
    )

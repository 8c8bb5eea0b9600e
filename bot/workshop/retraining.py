"""Trains the embedding anew from an installation's own data, and keeps the better of the two models."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.workshop.evaluating import QuestionSet, evaluate

if TYPE_CHECKING:
    from bot.running.installation import Installation
    from search.learning.evaluation import Evaluation


@dataclass(frozen=True)
class Retraining:
    """The old and the new model on the same questions, and whether the new one was taken."""

    before: Evaluation
    after: Evaluation
    taken: bool


def retrain(installation: Installation, asked: QuestionSet) -> Retraining:
    """Train on what is published, editors' aliases included, and take the new model unless it is worse.

    The old model stays in use until the new one has been measured; running servers take the new one up. Nothing of
    ``asked`` is trained on, unless it is the development set: that one teaches when to refuse.
    """
    from search.searcher import Searcher
    from search.snapshot import Snapshot

    searchable = installation.searchable
    before = evaluate(installation.searcher(), asked)
    model = installation.models.train_own(searchable.findable("published"), searchable.questions("published"))
    with tempfile.TemporaryDirectory(dir=installation.folder.path) as scratch:
        folder = Path(scratch) / "snapshot"
        searchable.build("published", model, folder)
        after = evaluate(Searcher(Snapshot.load(folder)), asked)
    taken = is_no_worse(after, before)
    if taken:
        installation.models.choose(model)
        installation.snapshots.of("published")
    return Retraining(before, after, taken)


def is_no_worse(after: Evaluation, before: Evaluation) -> bool:
    """Say whether it answers no more wrongly, finds no fewer first, and refuses no fewer of the lines out of scope."""
    return (
        after.decisions.answered_wrong <= before.decisions.answered_wrong
        and after.overall.r1 >= before.overall.r1
        and (after.out_of_scope_refused or 0) >= (before.out_of_scope_refused or 0)
    )

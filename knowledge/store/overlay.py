"""The ways of submitting that the province itself sets, laid over those that the nation publishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.procedure import Submission


def lay_ways_over(stronger: list[Submission], weaker: Iterable[Any]) -> list[Submission]:
    """The province's ways of submitting over the nation's (submissions, or their JSON), way by way.

    Several entries for one way replace that way; a single one sets what it states in each entry of that way. A way that
    the nation does not know is added.
    """
    return list(_laid_over(stronger, [Submission.model_validate(entry) for entry in weaker]))


def _laid_over(stronger: list[Submission], weaker: list[Submission]) -> Iterator[Submission]:
    by_way: dict[str, list[Submission]] = {}
    for entry in stronger:
        by_way.setdefault(entry.way, []).append(entry)
    for entry in weaker:
        over = by_way.get(entry.way, [])
        if len(over) <= 1:
            yield _lay_way_over(over[0], entry) if over else entry
    known = {entry.way for entry in weaker}
    yield from (entry for entry in stronger if entry.way not in known or len(by_way[entry.way]) > 1)


def _lay_way_over(stronger: Submission, weaker: Submission) -> Submission:
    changes: dict[str, Any] = {}
    # A time belongs with its text, and fees with theirs: half of each would contradict the other.
    for group in (("time", "time_text"), ("fees", "fee_text", "set_by"), ("online_level",), ("note",)):
        if any(getattr(stronger, name) for name in group):
            changes.update({name: getattr(stronger, name) for name in group})
    return weaker.model_copy(update=changes)

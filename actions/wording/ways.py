"""The ways of handing in, and which rows of a record's table say the same of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from actions.wording.terms import Terms, said
from actions.wording.writing import cut
from knowledge.procedure import Procedure, Submission, Way

NOTE_LENGTH = 160
WAYS: tuple[Way, ...] = ("direct", "online", "post")
Key = TypeVar("Key")


@dataclass(frozen=True)
class WayLine:
    """Ways of handing in that share a value. ``note`` tells rows of the same way apart."""

    ways: list[Way]
    note: str | None


def ways(procedure: Procedure) -> list[Way]:
    """Give the ways of handing in, each once: at the counter, online, by post."""
    known = {row.way for row in procedure.submissions}
    return [way for way in WAYS if way in known]


def by_way(
    submissions: Sequence[Submission], key: Callable[[Submission], Key], terms: Terms
) -> list[tuple[WayLine, list[int]]]:
    """Give the rows of equal key together, each with the ways that they are for; rows are given by their places."""
    groups: dict[Key, list[int]] = {}
    for place, row in enumerate(submissions):
        groups.setdefault(key(row), []).append(place)
    ways_of = [{submissions[place].way for place in places} for places in groups.values()]
    several = {way for way in WAYS if sum(way in known for known in ways_of) > 1}
    lines = []
    for places, known in zip(groups.values(), ways_of, strict=True):
        note = said(submissions[places[0]].note) if several & known else None
        shown = cut(terms.line(note), NOTE_LENGTH) if note else None
        lines.append((WayLine([way for way in WAYS if way in known], shown), places))
    return lines

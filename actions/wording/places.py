"""Where and in which ways a procedure is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from actions.wording.terms import Terms
from actions.wording.ways import ways
from knowledge.procedure import Place, Procedure, Way

MOST_PLACES = 6
# A level that names none.
OTHER_LEVEL = "khác"


@dataclass(frozen=True)
class Places:
    """Where it is handed in.

    Attributes:
        places: the places with their names of today, at most ``MOST_PLACES``.
        more: how many places are not shown.
        agency: who carries it out.
        levels: the levels that carry it out, where the agency's name does not say so itself.
        at_centre: whether the record says that it is handed in at a Trung tâm Phục vụ hành chính công.
        ways: the ways of handing in.
        online_level: how much of it can be done online, where all rows say the same.
    """

    places: list[tuple[str, Place]]
    more: int
    agency: str | None
    levels: list[str]
    at_centre: bool
    ways: list[Way]
    online_level: Literal["full", "partial"] | None


def places(procedure: Procedure, terms: Terms) -> Places:
    """Lay out where it is handed in."""
    agency = terms.name(procedure.agency) if procedure.agency else None
    named = (agency or "").lower()
    online = {row.online_level for row in procedure.submissions if row.way == "online"} - {None}
    return Places(
        places=[(terms.name(place.name), place) for place in procedure.places[:MOST_PLACES]],
        more=len(procedure.places[MOST_PLACES:]),
        agency=agency,
        levels=[level for level in procedure.levels if level != OTHER_LEVEL and level not in named],
        at_centre="trung tâm phục vụ hành chính công" in (procedure.steps or "").lower(),
        ways=ways(procedure),
        online_level=online.pop() if len(online) == 1 else None,
    )

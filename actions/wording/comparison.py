"""Two procedures side by side: only what differs, only what their records say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from actions.reply import Reply
from actions.state import Aspect
from actions.wording.aspects import Asked, Aspects
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from actions.wording.writing import cut
from knowledge.procedure import Procedure

ROOM = 400
PAPERS = 4
PAPER_LENGTH = 90
NAME_LENGTH = 120
_LINE = 220
_COMPARED: tuple[Aspect, ...] = ("time", "fee", "place", "who")


@dataclass(frozen=True)
class Difference:
    """What two procedures say of one aspect, where they do not say the same."""

    aspect: Aspect
    first: str
    second: str


class Comparisons:
    """Compares procedures."""

    def __init__(self, templates: Templates, terms: Terms) -> None:
        self._templates = templates
        self._terms = terms
        self._aspects = Aspects(terms)

    def compare(self, first: Procedure, second: Procedure, today: dt.date) -> Reply:
        """Tell what differs; that nothing does is said too."""
        differences = [
            Difference(aspect, one, other)
            for aspect in _COMPARED
            if (one := self._told(aspect, first, today)) != (other := self._told(aspect, second, today))
        ]
        mine, theirs = _papers(first), _papers(second)
        return Reply(
            type="answer",
            text=self._templates.render(
                "comparison",
                names=[cut(self._terms.name(procedure.name), NAME_LENGTH) for procedure in (first, second)],
                differences=differences,
                only_first=[name for name in mine if name not in theirs][:PAPERS],
                only_second=[name for name in theirs if name not in mine][:PAPERS],
                source=first.source,
                codes=[first.code, second.code],
            ),
            aspects=["papers", *(difference.aspect for difference in differences)],
            source=first.source.model_dump(mode="json"),
        )

    def _told(self, aspect: Aspect, procedure: Procedure, today: dt.date) -> str:
        laid_out = self._aspects.lay_out(aspect, Asked(procedure, today, ROOM))
        told = self._templates.render(f"aspect_{aspect}", page="", official=None, **laid_out)
        lines = [line.strip().removeprefix("- ").rstrip(".") for line in told.splitlines() if line.strip()]
        return cut("; ".join(lines).replace(":; ", ": ") + ".", _LINE)


def _papers(procedure: Procedure) -> list[str]:
    """The papers that everybody brings, each once, shortened."""
    return list(
        dict.fromkeys(
            cut(item.name, PAPER_LENGTH)
            for group in procedure.papers
            for item in group.items
            if item.kind == "paper" and not group.case and not item.when
        )
    )

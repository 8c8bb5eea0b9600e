"""Each aspect of a procedure laid out for its template: what it is given stands under its own name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from actions.state import Aspect
from actions.wording.fees import fees
from actions.wording.legal import legal_acts
from actions.wording.papers import forms, papers
from actions.wording.places import places
from actions.wording.terms import Terms, said
from actions.wording.times import times
from actions.wording.writing import cut
from knowledge.procedure import Procedure

TEXT_LENGTH = 800
LEGAL_ACTS = 6


@dataclass(frozen=True)
class Asked:
    """What is laid out: the procedure, the day, and how many characters there is room for."""

    procedure: Procedure
    today: dt.date
    room: int


Lay = Callable[[Asked], dict[str, Any]]


class Aspects:
    """Lays aspects out for the templates ``aspect_{name}``."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._lay: dict[Aspect, Lay] = {
            "papers": self._papers,
            "fee": self._fee,
            "time": self._time,
            "place": self._place,
            "steps": self._long_text("steps"),
            "online": self._place,
            "condition": self._long_text("conditions"),
            "legal_basis": self._legal_basis,
            "result": self._long_text("result"),
            "form": self._form,
            "who": self._who,
            "overview": self._overview,
        }

    def lay_out(self, aspect: Aspect, asked: Asked) -> dict[str, Any]:
        """Give the values of the aspect's template."""
        return self._lay[aspect](asked)

    def _papers(self, asked: Asked) -> dict[str, Any]:
        return {"papers": papers(asked.procedure, self._terms, asked.room)}

    def _fee(self, asked: Asked) -> dict[str, Any]:
        return {"fee": fees(asked.procedure, self._terms, asked.today)}

    def _time(self, asked: Asked) -> dict[str, Any]:
        return {"time": times(asked.procedure, self._terms)}

    def _place(self, asked: Asked) -> dict[str, Any]:
        return {"place": places(asked.procedure, self._terms)}

    def _legal_basis(self, asked: Asked) -> dict[str, Any]:
        acts = legal_acts(asked.procedure)
        return {"acts": acts[:LEGAL_ACTS], "more": len(acts[LEGAL_ACTS:])}

    def _form(self, asked: Asked) -> dict[str, Any]:
        return {"forms": forms(asked.procedure, self._terms)}

    def _who(self, asked: Asked) -> dict[str, Any]:
        return {"audience": asked.procedure.audience}

    def _overview(self, asked: Asked) -> dict[str, Any]:
        half = replace(asked, room=asked.room // 2)
        return {**self._papers(half), **self._fee(asked), **self._time(asked), **self._place(asked)}

    def _long_text(self, field: str) -> Lay:
        def lay(asked: Asked) -> dict[str, Any]:
            text = said(getattr(asked.procedure, field))
            shown = cut(self._terms.today(text), min(asked.room, TEXT_LENGTH)) if text else None
            return {"text": shown, "whole": shown is not None and not shown.endswith("…")}

        return lay

"""Answers: exactly what was asked of one procedure, with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from actions.reply import Button, ProcedureRef, Reply
from actions.state import Aspect, Offer, State
from actions.wording import facts, papers
from actions.wording.rendering import Templates, Terms, cut
from actions.wording.words import read_words
from knowledge.procedure import Procedure

LENGTH = 1100
TEXT_LENGTH = 800
LEGAL_ACTS = 6
FEES = 8
PLACES = 6
NAME_LENGTH = 200
AGE = 6
FOLLOW_UPS: tuple[Aspect, ...] = ("papers", "fee", "time", "place", "online", "steps")
FOLLOW_UP_BUTTONS = 2
IN_OVERVIEW: tuple[Aspect, ...] = ("time", "fee", "place")


@dataclass(frozen=True)
class Asked:
    """What a template is laid out from: the procedure, the day, and how many characters there is room for."""

    procedure: Procedure
    today: dt.date
    room: int


Lay = Callable[[Asked], dict[str, Any]]


class Answers:
    """Answers aspects of a procedure. Each aspect has its laying out here and its template ``aspect_{name}``."""

    def __init__(self, templates: Templates, terms: Terms, public_url: str) -> None:
        """Take what is shared by all replies, and the address that links in answers begin with."""
        self._templates = templates
        self._terms = terms
        self._public_url = public_url.rstrip("/")
        self._buttons = read_words("buttons")
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

    def answer(self, procedure: Procedure, aspects: list[Aspect], state: State, now: dt.datetime) -> Reply:
        """Answer ``aspects`` of ``procedure``, and note in ``state`` what has been said and is offered."""
        wanted: list[Aspect] = aspects or ["overview"]
        state.speak_of(procedure.code, wanted)
        reference = self.reference(procedure)
        if not procedure.details:
            return self._official_page_only(procedure, reference, state)
        asks = self._follow_ups(state)
        state.offers = [*asks, self._reject()]
        buttons = [Button(title=o.title, payload=o.payload) for o in state.offers]
        return Reply(
            type="answer",
            text=self._text(procedure, wanted, reference.url, now.date()),
            procedure=reference,
            aspects=wanted,
            source=procedure.source.model_dump(mode="json"),
            buttons=[*buttons, Button(title=self._buttons["page"]["title"], url=reference.url)],
        )

    def reference(self, procedure: Procedure) -> ProcedureRef:
        """The procedure's code, name and page."""
        url = f"{self._public_url}/thu-tuc/{procedure.code}"
        return ProcedureRef(code=procedure.code, name=self._terms.name(procedure.name), url=url)

    def _text(self, procedure: Procedure, wanted: list[Aspect], page: str, today: dt.date) -> str:
        asked = Asked(procedure, today, LENGTH // len(wanted))
        parts = [self._part(aspect, asked, page) for aspect in wanted]
        return self._templates.render(
            "answer",
            name=cut(self._terms.name(procedure.name), NAME_LENGTH),
            parts=list(dict.fromkeys(parts)),
            abolished=any(self._terms.names_abolished(part) for part in parts),
            source=procedure.source,
            code=procedure.code,
            decision=procedure.decision,
            old=procedure.source.as_of is not None and _months_later(procedure.source.as_of, AGE) < today,
        )

    def _part(self, aspect: Aspect, asked: Asked, page: str) -> str:
        official = asked.procedure.source.url
        return self._templates.render(f"aspect_{aspect}", page=page, official=official, **self._lay[aspect](asked))

    def _official_page_only(self, procedure: Procedure, reference: ProcedureRef, state: State) -> Reply:
        reject = self._reject()
        state.offers = [reject]
        buttons = [Button(title=reject.title, payload=reject.payload)]
        if procedure.source.url:
            buttons.append(Button(title=self._buttons["official"]["title"], url=procedure.source.url))
        text = self._templates.render(
            "official_page", name=reference.name, code=procedure.code, url=procedure.source.url
        )
        source = procedure.source.model_dump(mode="json")
        return Reply(
            type="answer", text=text, procedure=reference, aspects=["overview"], source=source, buttons=buttons
        )

    def _follow_ups(self, state: State) -> list[Offer]:
        said = {*state.aspects, *(IN_OVERVIEW if "overview" in state.aspects else ())}
        open_ones = [aspect for aspect in FOLLOW_UPS if aspect not in said][:FOLLOW_UP_BUTTONS]
        ask = self._buttons["ask"]
        return [Offer(**ask[aspect], act="ask", code=state.procedure, aspects=[aspect]) for aspect in open_ones]

    def _reject(self) -> Offer:
        return Offer(**self._buttons["reject"], act="reject")

    def _papers(self, asked: Asked) -> dict[str, Any]:
        return {"papers": papers.papers(asked.procedure, self._terms, asked.room)}

    def _fee(self, asked: Asked) -> dict[str, Any]:
        lines = facts.fees(asked.procedure, self._terms, asked.today)
        rows: list[tuple[facts.FeeLine, facts.FeeItem | None]] = []
        for line in lines:
            rows += [(line, item) for item in line.items] or [(line, None)]
        return {
            "lines": lines,
            "rows": rows[:FEES],
            "more": len(rows[FEES:]),
            "ways": facts.ways(asked.procedure),
        }

    def _time(self, asked: Asked) -> dict[str, Any]:
        return {
            "lines": facts.times(asked.procedure, self._terms),
            "ways": facts.ways(asked.procedure),
        }

    def _place(self, asked: Asked) -> dict[str, Any]:
        procedure = asked.procedure
        levels = {row.online_level for row in procedure.submissions if row.way == "online"} - {None}
        agency = self._terms.name(procedure.agency) if procedure.agency else None
        named = (agency or "").lower()
        return {
            "places": [(self._terms.name(place.name), place) for place in procedure.places[:PLACES]],
            "more": len(procedure.places[PLACES:]),
            "agency": agency,
            "levels": [level for level in procedure.levels if level != "khác" and level not in named],
            "at_centre": facts.at_centre(procedure),
            "ways": facts.ways(procedure),
            "online_level": levels.pop() if len(levels) == 1 else None,
        }

    def _legal_basis(self, asked: Asked) -> dict[str, Any]:
        acts = facts.legal_acts(asked.procedure)
        return {"acts": acts[:LEGAL_ACTS], "more": len(acts[LEGAL_ACTS:])}

    def _form(self, asked: Asked) -> dict[str, Any]:
        return {"forms": papers.forms(asked.procedure, self._terms)}

    def _who(self, asked: Asked) -> dict[str, Any]:
        return {"audience": asked.procedure.audience}

    def _overview(self, asked: Asked) -> dict[str, Any]:
        return {
            "papers": self._papers(replace(asked, room=asked.room // 2))["papers"],
            "fee": self._fee(asked),
            "time": self._time(asked),
            "place": self._place(asked),
        }

    def _long_text(self, field: str) -> Lay:
        def lay(asked: Asked) -> dict[str, Any]:
            text = facts.said(getattr(asked.procedure, field))
            shown = cut(self._terms.today(text), min(asked.room, TEXT_LENGTH)) if text else None
            return {"text": shown, "whole": shown is not None and not shown.endswith("…")}

        return lay


def _months_later(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + years, month + 1, 1)
    return first + dt.timedelta(days=min(day.day, 28) - 1)

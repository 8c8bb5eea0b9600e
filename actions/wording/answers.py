"""Answers: exactly what was asked of one procedure, with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from actions.reply import Button, ProcedureRef, Reply
from actions.sources import Stated
from actions.state import Aspect, Offer, State
from actions.wording.age import is_old
from actions.wording.aspects import Asked, Aspects
from actions.wording.computing import Computed
from actions.wording.names import Names
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from actions.wording.words import read_words
from knowledge.procedure import Procedure

LENGTH = 1100
NAME_LENGTH = 200
FOLLOW_UPS: tuple[Aspect, ...] = ("papers", "fee", "time", "place", "online", "steps")
FOLLOW_UP_BUTTONS = 2
IN_OVERVIEW: tuple[Aspect, ...] = ("time", "fee", "place")


class Answers:
    """Answers aspects of a procedure. Each aspect has its template ``aspect_{name}``."""

    def __init__(
        self, templates: Templates, terms: Terms, public_url: str, short_names: Mapping[str, str] | None = None
    ) -> None:
        """Take what is shared by all replies, the address that links in answers begin with, and short names."""
        self._templates = templates
        self._terms = terms
        self._names = Names(terms, short_names)
        self._public_url = public_url.rstrip("/")
        self._buttons = read_words("buttons")
        self._aspects = Aspects(terms)

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

    def details(self, procedure: Procedure, statements: Sequence[Stated], state: State, now: dt.datetime) -> Reply:
        """Tell single statements of a procedure, in its own words, with its name and source."""
        return self._tell("details", procedure, statements, state, now)

    def computed(self, procedure: Procedure, computed: Computed, state: State, now: dt.datetime) -> Reply:
        """Tell what was worked out, and the statements that it was worked out from."""
        told = self._templates.render("computed", kind=computed.kind, **computed.values)
        return self._tell("details", procedure, computed.statements, state, now, told)

    def unsaid(self, procedure: Procedure, statements: Sequence[Stated], state: State, now: dt.datetime) -> Reply:
        """Say that the source of a procedure does not tell what is asked, and what it does tell nearest to it."""
        return self._tell("unsaid", procedure, statements, state, now)

    def _tell(
        self,
        template: str,
        procedure: Procedure,
        statements: Sequence[Stated],
        state: State,
        now: dt.datetime,
        computed: str = "",
    ) -> Reply:
        state.speak_of(procedure.code, [])
        reference = self.reference(procedure)
        lines = [self._terms.today(statement.whole).rstrip(" .;") for statement in statements]
        state.offers = [*self._follow_ups(state), self._reject()]
        return Reply(
            type="answer",
            text=self._templates.render(
                template,
                lines=lines,
                computed=computed,
                name=self._names.heading(procedure),
                official=self._names.official_below(procedure),
                place=self._terms.name(procedure.places[0].name) if procedure.places else None,
                source=procedure.source,
                code=procedure.code,
                decision=procedure.decision,
                old=is_old(procedure.source.as_of, now.date()),
            ),
            procedure=reference,
            source=procedure.source.model_dump(mode="json"),
            statements=lines if template == "details" else [],
            buttons=[
                *(Button(title=o.title, payload=o.payload) for o in state.offers),
                Button(title=self._buttons["page"]["title"], url=reference.url),
            ],
        )

    def reference(self, procedure: Procedure) -> ProcedureRef:
        """Give the procedure's code, name and page."""
        url = f"{self._public_url}/thu-tuc/{procedure.code}"
        names = {"name": self._names.official(procedure), "short_name": self._names.short(procedure)}
        return ProcedureRef(code=procedure.code, url=url, **names)

    def _text(self, procedure: Procedure, wanted: list[Aspect], page: str, today: dt.date) -> str:
        asked = Asked(procedure, today, LENGTH // len(wanted))
        parts = [self._part(aspect, asked, page) for aspect in wanted]
        return self._templates.render(
            "answer",
            name=self._names.heading(procedure),
            official=self._names.official_below(procedure),
            parts=list(dict.fromkeys(parts)),
            abolished=any(self._terms.names_abolished(part) for part in parts),
            source=procedure.source,
            code=procedure.code,
            decision=procedure.decision,
            old=is_old(procedure.source.as_of, today),
        )

    def _part(self, aspect: Aspect, asked: Asked, page: str) -> str:
        official = asked.procedure.source.url
        laid_out = self._aspects.lay_out(aspect, asked)
        return self._templates.render(f"aspect_{aspect}", page=page, official=official, **laid_out)

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

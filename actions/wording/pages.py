"""A procedure as its page shows it: whole, with what is not certain marked as in answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from actions.wording.fees import FeeLine, fee_lines
from actions.wording.terms import Terms, said
from actions.wording.times import TimeLine, time_lines
from actions.wording.topics import source_of
from knowledge.procedure import Form, Paper, PaperGroup, Procedure, Source
from knowledge.topic import Topic


@dataclass(frozen=True)
class PagePaper:
    """One paper; ``when`` says who needs it, where its name does not."""

    name: str
    when: str | None
    note: str | None
    originals: int
    copies: int
    form: Form | None


@dataclass(frozen=True)
class PagePapers:
    """A group of papers, and what is to be known of it. ``use`` is ``submit`` or ``present``."""

    case: str | None
    use: str | None
    papers: list[PagePaper]
    notes: list[str]


@dataclass(frozen=True)
class PagePlace:
    """One place."""

    name: str
    address: str | None
    note: str | None


@dataclass(frozen=True)
class PageSection:
    """A long text under its heading; ``kind`` is what it is called in addresses."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class ProcedurePage:
    """What the page of a procedure shows.

    Attributes:
        details: whether more than name and code is known.
        fee_texts: what the source wrote of fees.
        sections: steps, conditions and result, where the source says something.
        legal_basis: number and title of each legal document.
    """

    code: str
    name: str
    details: bool
    field: str | None
    levels: list[str]
    papers: list[PagePapers]
    fees: list[FeeLine]
    fee_texts: list[str]
    times: list[TimeLine]
    agency: str | None
    places: list[PagePlace]
    sections: list[PageSection]
    audience: list[str]
    legal_basis: list[str]
    decision: str | None
    source: Source


@dataclass(frozen=True)
class TopicPage:
    """What the page of a guide or a life event shows; ``names`` are those of its procedures, by code."""

    topic: Topic
    names: Mapping[str, str]
    source: str


def page_of(procedure: Procedure, terms: Terms, today: dt.date) -> ProcedurePage:
    """Lay out the page of a procedure as it holds ``today``."""
    fee_texts = (_shown(row.fee_text, terms) for row in procedure.submissions)
    return ProcedurePage(
        code=procedure.code,
        name=terms.name(procedure.name),
        details=procedure.details,
        field=procedure.field,
        levels=list(procedure.levels),
        papers=[_papers(group, terms) for group in procedure.papers],
        fees=fee_lines(procedure, terms, today),
        fee_texts=list(dict.fromkeys(text for text in fee_texts if text)),
        times=time_lines(procedure, terms),
        agency=_shown(procedure.agency, terms),
        places=[PagePlace(terms.today(place.name), place.address, place.note) for place in procedure.places],
        sections=_sections(procedure, terms),
        audience=list(procedure.audience),
        legal_basis=[": ".join(filter(None, (act.number, act.title))) for act in procedure.legal_basis],
        decision=procedure.decision,
        source=procedure.source,
    )


def topic_page_of(topic: Topic, procedures: Iterable[Procedure], terms: Terms) -> TopicPage:
    """Lay out the page of a topic; ``procedures`` are the published ones that it leads to."""
    names = {procedure.code: terms.name(procedure.name) for procedure in procedures}
    return TopicPage(topic, names, source_of(topic))


def _papers(group: PaperGroup, terms: Terms) -> PagePapers:
    return PagePapers(
        case=terms.today(group.case) if group.case else None,
        use=group.use,
        papers=[_paper(item, terms) for item in group.items if item.kind == "paper"],
        notes=[terms.today(item.name) for item in group.items if item.kind == "note"],
    )


def _paper(item: Paper, terms: Terms) -> PagePaper:
    when = item.when if item.when and not item.name.lower().startswith(item.when.lower()) else None
    return PagePaper(
        name=terms.today(item.name),
        when=terms.today(when).rstrip(" :") if when else None,
        note=item.note,
        originals=item.originals or 0,
        copies=item.copies or 0,
        form=item.form,
    )


def _sections(procedure: Procedure, terms: Terms) -> list[PageSection]:
    texts = (
        ("steps", "Các bước", procedure.steps),
        ("conditions", "Điều kiện", procedure.conditions),
        ("result", "Kết quả nhận được", procedure.result),
    )
    shown = ((kind, title, _shown(text, terms)) for kind, title, text in texts)
    return [PageSection(kind, title, text) for kind, title, text in shown if text]


def _shown(text: str | None, terms: Terms) -> str | None:
    return terms.today(text) if text and said(text) else None

"""Statements: what one record says, cut so small that each can be an answer by itself, in the record's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from knowledge.procedure import Paper, Procedure, Submission
from knowledge.topic import Guide, LifeEvent, Topic

Kind = Literal["paper", "note", "condition", "step", "time", "fee", "way", "place", "result", "who"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_LINE_NUMBER = re.compile(r"^(?:[\s\-–+*•.;]+|\(?\d{1,2}[.)]\s+|\(?[a-zđ]\)\s+|Bước \d{1,2}\s*[:.]\s*)+")
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[A-ZĐÀ-Ỹ0-9])")


@dataclass(frozen=True)
class Statement:
    """One thing that a record says.

    Attributes:
        kind: which part of the record says it.
        text: its words, whole, one line.
        case: for whom it holds ("Nhờ người khác đi làm thay"), None where for everybody.
        place: its position among the statements of its record.
    """

    kind: Kind
    text: str
    case: str | None
    place: int

    @property
    def whole(self) -> str:
        """Give the text with the case before it."""
        return f"{self.case}: {self.text}" if self.case else self.text

    @property
    def sentences(self) -> list[str]:
        """Give the text's sentences: a long note is found by any one of them."""
        return _SENTENCE_END.split(self.text)


def statements_of(entry: Procedure | Topic) -> list[Statement]:
    """Give all that a procedure, a guide or a life event says, in the order of its fields, each text once."""
    parts = _parts(entry) if isinstance(entry, Procedure) else _topic_parts(entry)
    told = dict.fromkeys(
        (kind, case, line) for kind, case, text in parts if (line := _LINE_NUMBER.sub("", " ".join(text.split())))
    )
    return [Statement(kind, line, case, place) for place, (kind, case, line) in enumerate(told)]


_Part = tuple[Kind, str | None, str]


def _parts(procedure: Procedure) -> Iterator[_Part]:
    yield from _papers(procedure)
    for submission in procedure.submissions:
        yield from _submission(submission)
    for place in procedure.places:
        where = ", ".join(filter(None, (place.name, place.address)))
        yield "place", None, ". ".join(filter(None, (where, place.note)))
    texts: tuple[tuple[Kind, str | None], ...] = (
        ("condition", procedure.conditions),
        ("step", procedure.steps),
        ("result", procedure.result),
    )
    for kind, text in texts:
        for line in (text or "").splitlines():
            yield kind, None, line
    if procedure.audience:
        yield "who", None, ", ".join(procedure.audience)


def _topic_parts(topic: Topic) -> Iterator[_Part]:
    if isinstance(topic, Guide):
        for line in topic.text.splitlines():
            yield "step", None, line
    if isinstance(topic, LifeEvent):
        yield "note", None, topic.intro
        for step in topic.steps:
            yield "step", None, f"{step.what}. {step.note}" if step.note else step.what
        for paper in topic.papers:
            yield "paper", None, f"{paper.name}. {paper.note}" if paper.note else paper.name


def _papers(procedure: Procedure) -> Iterator[_Part]:
    for group in procedure.papers:
        for item in group.items:
            if item.kind == "note":
                yield "note", None, item.name
            else:
                yield "paper", _case(group.case, item.when), _paper(item)


def _case(group: str | None, when: str | None) -> str | None:
    parts = dict.fromkeys(part.rstrip(" :.;,") for part in (group, when) if part)
    return ", ".join(parts) or None


def _paper(item: Paper) -> str:
    counts = [
        f"{number} {what}" for number, what in ((item.originals, "bản chính"), (item.copies, "bản sao")) if number
    ]
    named = f"{item.name.rstrip(' .;')} ({', '.join(counts)})" if counts else item.name.rstrip(" .;")
    return f"{named}. {item.note}" if item.note else named


def _submission(submission: Submission) -> Iterator[_Part]:
    if submission.time_text:
        yield "time", None, submission.time_text
    if submission.fee_text:
        yield "fee", None, submission.fee_text
    for fee in submission.fees:
        if fee.note:
            currency = "đồng" if fee.currency == "VND" else fee.currency
            amount = f"{fee.amount.normalize():,f}".translate(str.maketrans(",.", ".,"))
            yield "fee", fee.note.rstrip(" ."), f"{amount} {currency}"
    if submission.note:
        yield "way", None, submission.note

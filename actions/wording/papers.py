"""The papers of a procedure, laid out for the templates in the order in which a person needs them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from actions.wording.terms import Terms
from actions.wording.writing import cut
from knowledge.procedure import Paper, PaperGroup, Procedure

NAME_LENGTH = 220
NOTE_LENGTH = 160
NOTES = 4
_CONDITIONAL = re.compile(r"^[\s\-–+*•]*(trường hợp|đối với|nếu)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"^\W*(?:bao gồm|gồm|(?:thành phần )?hồ sơ(?: đề nghị)?(?: bao)?(?: gồm)?(?: có)?)\W*$", re.IGNORECASE
)
_ON_A_FORM = re.compile(
    r"(?:tờ khai|bản khai|phiếu khai|đơn đề nghị|đơn đăng ký|đơn xin|giấy đề nghị|mẫu)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class PaperLine:
    """One paper to bring."""

    name: str
    when: str | None
    note: str | None
    originals: int
    copies: int
    form_url: str | None

    @property
    def length(self) -> int:
        """Say about how many characters it takes without its note."""
        return len(self.name) + len(self.when or "") + len(self.form_url or "") + 30


@dataclass(frozen=True)
class PaperCase:
    """Papers that only those in this case bring; ``more`` counts those that are not shown."""

    case: str
    present: bool
    lines: list[PaperLine]
    more: int = 0


@dataclass(frozen=True)
class Papers:
    """Papers in the order in which a person needs them.

    Attributes:
        submit: what everybody hands in.
        present: what everybody shows.
        cases: what only some bring.
        more_general: how many papers that everybody brings are not shown.
        more_cases: how many cases are not shown.
        notes: what is no paper.
        more_notes: how many notes are not shown.
    """

    submit: list[PaperLine] = field(default_factory=list)
    present: list[PaperLine] = field(default_factory=list)
    cases: list[PaperCase] = field(default_factory=list)
    more_general: int = 0
    more_cases: int = 0
    notes: list[str] = field(default_factory=list)
    more_notes: int = 0

    @property
    def one_each(self) -> bool:
        """Say whether each case has one paper, so that a line can hold both."""
        return all(len(case.lines) == 1 and not case.more for case in self.cases)

    @property
    def any(self) -> bool:
        """Say whether there is a paper at all."""
        return bool(self.submit or self.present or self.cases or self.more_cases)


@dataclass(frozen=True)
class FormLine:
    """A paper that is made on a form, and the form's address where it is known."""

    paper: str
    url: str | None


def papers(procedure: Procedure, terms: Terms, limit: int) -> Papers:
    """Lay out the papers within ``limit`` characters: what everybody hands in, what everybody shows, what some bring.

    What is to be known of a single paper comes last, where there is still room.
    """
    layout = _PaperLayout(terms, limit)
    with_papers = [g for g in procedure.papers if any(item.kind == "paper" for item in g.items)]
    for group in procedure.papers:
        layout.add(group, general=_for_everybody(group, alone=with_papers == [group]))
    return layout.done()


def forms(procedure: Procedure, terms: Terms) -> list[FormLine]:
    """Give the papers that are made on a form, those with an address first."""
    found = [
        FormLine(_name(item.name, terms), item.form.url if item.form else None)
        for group in procedure.papers
        for item in group.items
        if item.kind == "paper" and (item.form or _ON_A_FORM.match(terms.line(item.name)))
    ]
    return sorted(dict.fromkeys(found), key=lambda line: line.url is None)


def _for_everybody(group: PaperGroup, alone: bool) -> bool:
    if group.case is None or _HEADING.match(group.case):
        return True
    return alone and not _CONDITIONAL.match(group.case)


class _PaperLayout:
    """Fills ``Papers`` up to a number of characters: what everybody needs comes first and is cut last."""

    def __init__(self, terms: Terms, limit: int) -> None:
        self._terms = terms
        self._limit = limit
        self._submit: list[PaperLine] = []
        self._present: list[PaperLine] = []
        self._cases: list[PaperCase] = []
        self._notes: list[str] = []

    def add(self, group: PaperGroup, *, general: bool) -> None:
        lines: list[PaperLine] = []
        for item in group.items:
            if item.kind == "note":
                self._note(item.name)
                continue
            line = self._line(item)
            if general and not _some_only(item):
                (self._present if group.use == "present" else self._submit).append(line)
            else:
                lines.append(line)
        if lines:
            case = "" if general or group.case is None else cut(self._terms.line(group.case), NOTE_LENGTH)
            self._cases.append(PaperCase(case.rstrip(" :.;"), group.use == "present", lines))

    def done(self) -> Papers:
        submit, room = _fitting(self._submit, self._limit)
        present, room = _fitting(self._present, room)
        cases: list[PaperCase] = []
        for case in self._cases:
            lines, room = _fitting(case.lines, room - len(case.case))
            # A case is shown whole, or not at all; only the first may be cut, so that there is something to see.
            if room <= 0 and (cases or submit or present or not lines):
                break
            cases.append(PaperCase(case.case, case.present, lines, len(case.lines) - len(lines)))
        notes = [
            note
            for at, note in enumerate(self._notes[:NOTES])
            if sum(map(len, self._notes[: at + 1])) <= room or (at == 0 and room > 0)
        ]
        remarks = _Remarks(room - sum(map(len, notes)))
        return Papers(
            submit=remarks.kept(submit),
            present=remarks.kept(present),
            cases=[replace(case, lines=remarks.kept(case.lines)) for case in cases],
            more_general=len(self._submit) - len(submit) + len(self._present) - len(present),
            more_cases=len(self._cases) - len(cases),
            notes=notes,
            more_notes=len(self._notes) - len(notes),
        )

    def _line(self, item: Paper) -> PaperLine:
        name = self._terms.line(item.name)
        when = self._terms.line(item.when).rstrip(" :;,.") if item.when else None
        if when and name.lower().startswith(when.lower()):
            when = None
        return PaperLine(
            name=_name(item.name, self._terms),
            when=cut(when, NOTE_LENGTH) if when else None,
            note=cut(self._terms.line(item.note).rstrip("."), NOTE_LENGTH) if item.note else None,
            originals=item.originals or 0,
            copies=item.copies or 0,
            form_url=item.form.url if item.form else None,
        )

    def _note(self, text: str) -> None:
        note = cut(self._terms.line(text), NOTE_LENGTH)
        if note and note not in self._notes:
            self._notes.append(note)


class _Remarks:
    """Keeps the notes of single papers as long as there is room."""

    def __init__(self, room: int) -> None:
        self._room = room

    def kept(self, lines: Sequence[PaperLine]) -> list[PaperLine]:
        """Give the lines, without the notes that do not fit."""
        return [line if self._fits(line.note) else replace(line, note=None) for line in lines]

    def _fits(self, note: str | None) -> bool:
        if note is None or len(note) > self._room:
            return False
        self._room -= len(note)
        return True


def _some_only(item: Paper) -> bool:
    return bool(item.when) or _CONDITIONAL.match(item.name) is not None


def _fitting(lines: list[PaperLine], room: int) -> tuple[list[PaperLine], int]:
    """The first lines that fit; at least one while there is room at all."""
    shown = []
    for line in lines:
        if room <= 0:
            break
        shown.append(line)
        room -= line.length
    return shown, room


def _name(text: str, terms: Terms) -> str:
    return cut(terms.line(text).rstrip(" ;:.,"), NAME_LENGTH)

"""What a procedure's record says of each aspect, laid out for the templates: sorted, shortened, nothing added."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from actions.rendering import Terms, cut
from knowledge.procedure import Duration, Fee, Paper, PaperGroup, Procedure, Submission, Way

SOON = dt.timedelta(days=60)
NAME_LENGTH = 220
NOTE_LENGTH = 160
NOTES = 2
ACT_LENGTH = 140
WAYS: tuple[Way, ...] = ("direct", "online", "post")
_CONDITIONAL = re.compile(r"^[\s\-–+*•]*(trường hợp|đối với|nếu)\b", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[\s\-–+*•]+|\(?\d{1,2}[.)]\s+|\(?[a-zđ]\)\s+)+")
_AFTER_THREE = re.compile(r"sau\s+15\s*(?:giờ|h|:00)", re.IGNORECASE)
_NEXT_DAY = re.compile(r"ngày làm việc (?:tiếp theo|kế tiếp|sau|hôm sau)", re.IGNORECASE)
_NOTHING_SAID = re.compile(r"^\W*(?:không có thông tin|không có|không|chưa có thông tin)?\W*$", re.IGNORECASE)

_ON_A_FORM = re.compile(
    r"(?:tờ khai|bản khai|phiếu khai|đơn đề nghị|đơn đăng ký|đơn xin|giấy đề nghị|mẫu)\b", re.IGNORECASE
)

# A flag of the whole table says in its reason which of the two it means.
_SAYS = {
    "fee": re.compile(r"\b(?:phí|miễn|thu)\b", re.IGNORECASE),
    "time": re.compile(r"\b(?:thời hạn|ngày)\b", re.IGNORECASE),
}

_FREE = re.compile(r"miễn phí", re.IGNORECASE)

Doubtful = Literal["fee", "time"]
Key = TypeVar("Key")


@dataclass(frozen=True)
class PaperLine:
    """One paper to bring."""

    name: str
    when: str | None
    originals: int
    copies: int
    form_url: str | None


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
    """

    submit: list[PaperLine] = field(default_factory=list)
    present: list[PaperLine] = field(default_factory=list)
    cases: list[PaperCase] = field(default_factory=list)
    more_general: int = 0
    more_cases: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def one_each(self) -> bool:
        """Whether each case has one paper, so that a line can hold both."""
        return all(len(case.lines) == 1 and not case.more for case in self.cases)

    @property
    def any(self) -> bool:
        """Whether there is a paper at all."""
        return bool(self.submit or self.present or self.cases or self.more_cases)


@dataclass(frozen=True)
class WayLine:
    """Ways of handing in that share a value. ``note`` tells rows of the same way apart."""

    ways: list[Way]
    note: str | None


@dataclass(frozen=True)
class FeeItem:
    """An amount that holds today, and what comes after it where that is near."""

    amount: Fee
    after: list[Fee] = field(default_factory=list)
    soon: bool = False

    @property
    def next_day(self) -> dt.date | None:
        """The day after the last one of a dated amount."""
        return self.amount.until + dt.timedelta(days=1) if self.amount.until else None


@dataclass(frozen=True)
class FeeLine:
    """What is paid in some ways. No items: the amount is not certain; ``text`` is what the source wrote."""

    where: WayLine
    items: list[FeeItem]
    text: str | None
    by_province: bool

    @property
    def free(self) -> bool:
        """Whether it is certain that nothing is paid."""
        return bool(self.items) and all(item.amount.amount == 0 and not item.amount.until for item in self.items)


@dataclass(frozen=True)
class TimeLine:
    """How long it takes in some ways."""

    where: WayLine
    time: Duration | None
    text: str | None
    same_day: bool

    @property
    def known(self) -> bool:
        """Whether anything certain is known."""
        return self.time is not None or self.text is not None


@dataclass(frozen=True)
class FormLine:
    """A paper that is made on a form, and the form's address where it is known."""

    paper: str
    url: str | None


def uncertain(procedure: Procedure, part: Doubtful) -> bool:
    """Whether a flag of the record makes its fees or its times doubtful.

    Who wrote a curated record has settled what the flags of the whole table say.
    """
    return any(
        part in flag.field
        or (flag.field == "submissions" and not procedure.curated and _SAYS[part].search(flag.reason))
        for flag in procedure.flags
    )


def free_is_doubtful(procedure: Procedure) -> bool:
    """Whether a flag of the record contradicts that it is free of charge."""
    return any(flag.field.startswith("submissions") and _FREE.search(flag.reason) for flag in procedure.flags)


def papers(procedure: Procedure, terms: Terms, limit: int) -> Papers:
    """The papers: what everybody hands in, what everybody shows, what only some bring, within ``limit`` characters."""
    layout = _PaperLayout(terms, limit)
    with_papers = [g for g in procedure.papers if any(item.kind == "paper" for item in g.items)]
    for group in procedure.papers:
        layout.add(group, general=_for_everybody(group, alone=with_papers == [group]))
    return layout.done()


def forms(procedure: Procedure, terms: Terms) -> list[FormLine]:
    """The papers that are made on a form, those with an address first."""
    found = [
        FormLine(_name(item.name, terms), item.form.url if item.form else None)
        for group in procedure.papers
        for item in group.items
        if item.kind == "paper" and (item.form or _ON_A_FORM.match(_clean(item.name, terms)))
    ]
    return sorted(dict.fromkeys(found), key=lambda line: line.url is None)


def fees(procedure: Procedure, terms: Terms, today: dt.date) -> list[FeeLine]:
    """What is paid, ways of equal fees together."""

    def key(row: Submission) -> tuple[object, ...]:
        return (
            tuple(fee.model_dump_json() for fee in row.fees),
            row.set_by,
            said(row.fee_text) if not row.fees else None,
        )

    lines = []
    for where, row in _by_way(procedure.submissions, key, terms):
        text = said(row.fee_text)
        by_province = row.set_by == "province"
        sure = [] if by_province and all(fee.amount == 0 for fee in row.fees) else row.fees
        lines.append(
            FeeLine(where, _current(sure, today), cut(terms.today(text), NAME_LENGTH) if text else None, by_province)
        )
    return lines


def times(procedure: Procedure, terms: Terms) -> list[TimeLine]:
    """How long it takes, ways of equal time together."""
    next_day = _after_three_next_day(procedure.steps)

    def key(row: Submission) -> tuple[object, ...]:
        return row.time and (row.time.value, row.time.unit), _sentence(row.time_text) if row.time is None else None

    lines = []
    for where, row in _by_way(procedure.submissions, key, terms):
        time, text = row.time, _sentence(row.time_text)
        a_day = time is not None and time.value == 1 and time.unit == "working_day"
        lines.append(TimeLine(where, time, cut(terms.today(text), NAME_LENGTH) if text else None, a_day and next_day))
    return lines


def ways(procedure: Procedure) -> list[Way]:
    """The ways of handing in, each once: at the counter, online, by post."""
    known = {row.way for row in procedure.submissions}
    return [way for way in WAYS if way in known]


def legal_acts(procedure: Procedure) -> list[str]:
    """Number and title of each legal document; the number once, and no title in capitals."""
    acts = []
    for act in procedure.legal_basis:
        title = act.title.capitalize() if act.title and act.title.isupper() else act.title
        parts = [act.number if act.number and act.number not in (title or "") else None, title]
        acts.append(cut(": ".join(part for part in parts if part), ACT_LENGTH))
    return [act for act in acts if act]


def at_centre(procedure: Procedure) -> bool:
    """Whether the record itself says that it is handed in at a Trung tâm Phục vụ hành chính công."""
    return "trung tâm phục vụ hành chính công" in (procedure.steps or "").lower()


def said(text: str | None) -> str | None:
    """The text, where the source says something: "Không có thông tin" says nothing."""
    return None if text is None or _NOTHING_SAID.match(text) else text


def _after_three_next_day(steps: str | None) -> bool:
    return steps is not None and any(
        _NEXT_DAY.search(steps, found.end(), found.end() + 200) for found in _AFTER_THREE.finditer(steps)
    )


def _current(rows: Sequence[Fee], today: dt.date) -> list[FeeItem]:
    now = [fee for fee in rows if (fee.from_ or today) <= today <= (fee.until or today)]
    dated = [fee for fee in now if fee.until is not None]
    regular = [fee for fee in now if fee.until is None]
    # One reduced and one regular amount are the same payment: the regular one comes after.
    replaced = regular if len(dated) == len(regular) == 1 and regular[0].note in (None, dated[0].note) else []
    items = []
    for fee in now:
        if fee in replaced:
            continue
        soon = fee.until is not None and fee.until - today <= SOON
        after = [*replaced, *(f for f in rows if f.from_ and fee.until and f.from_ > fee.until)] if soon else []
        items.append(FeeItem(fee, after, soon))
    return items


def _by_way(
    rows: Iterable[Submission], key: Callable[[Submission], Key], terms: Terms
) -> list[tuple[WayLine, Submission]]:
    groups: dict[Key, list[Submission]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    several = {way for way in WAYS if sum(any(r.way == way for r in g) for g in groups.values()) > 1}
    lines = []
    for group in groups.values():
        known = {row.way for row in group}
        note = said(group[0].note) if several & known else None
        here = WayLine([way for way in WAYS if way in known], cut(_clean(note, terms), NOTE_LENGTH) if note else None)
        lines.append((here, group[0]))
    return lines


def _for_everybody(group: PaperGroup, alone: bool) -> bool:
    if group.case is None:
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
            case = "" if general or group.case is None else cut(_clean(group.case, self._terms), NOTE_LENGTH)
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
        return Papers(
            submit=submit,
            present=present,
            cases=cases,
            more_general=len(self._submit) - len(submit) + len(self._present) - len(present),
            more_cases=len(self._cases) - len(cases),
            notes=self._notes[:NOTES] if room > 0 else [],
        )

    def _line(self, item: Paper) -> PaperLine:
        name = _clean(item.name, self._terms)
        when = _clean(item.when, self._terms).rstrip(" :;,.") if item.when else None
        if when and name.lower().startswith(when.lower()):
            when = None
        url = item.form.url if item.form else None
        short_when = cut(when, NOTE_LENGTH) if when else None
        return PaperLine(_name(item.name, self._terms), short_when, item.originals or 0, item.copies or 0, url)

    def _note(self, text: str) -> None:
        note = cut(_clean(text, self._terms), NOTE_LENGTH)
        if note and note not in self._notes:
            self._notes.append(note)


def _some_only(item: Paper) -> bool:
    return bool(item.when) or _CONDITIONAL.match(item.name) is not None


def _fitting(lines: list[PaperLine], room: int) -> tuple[list[PaperLine], int]:
    """The first lines that fit; at least one while there is room at all."""
    shown = []
    for line in lines:
        if room <= 0:
            break
        shown.append(line)
        room -= len(line.name) + len(line.when or "") + len(line.form_url or "") + 20
    return shown, room


def _clean(text: str, terms: Terms) -> str:
    return _BULLET.sub("", terms.today(text).replace("\n", " "))


def _name(text: str, terms: Terms) -> str:
    return cut(_clean(text, terms).rstrip(" ;:.,"), NAME_LENGTH)


def _sentence(text: str | None) -> str | None:
    """A time's text, where it is more than a bare number."""
    whole = said(text)
    return whole.rstrip(" .;") if whole and any(ch.isalpha() for ch in whole) else None

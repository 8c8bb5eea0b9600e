"""What an editor should look at in a catalogue: a report over any procedures, each finding with its code and field."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from knowledge.procedure import Procedure
from knowledge.slips import slips

Kind = Literal[
    "missing_fee",
    "unparsed_papers",
    "shared_name",
    "date_past",
    "date_soon",
    "district",
    "other_province",
    "time_without_unit",
    "thousands_dropped",
    "slip",
    "flagged",
]

TITLES: dict[Kind, str] = {
    "missing_fee": "Chưa có mức phí",
    "unparsed_papers": "Giấy tờ chưa tách được",
    "shared_name": "Nhiều thủ tục cùng tên",
    "date_past": "Ngày đã qua",
    "date_soon": "Ngày sắp qua",
    "district": "Còn ghi cấp huyện",
    "other_province": "Cơ quan của tỉnh khác",
    "time_without_unit": "Thời hạn thiếu đơn vị",
    "thousands_dropped": "Mức phí thiếu phần nghìn",
    "slip": "Lỗi gõ chữ",
    "flagged": "Nơi nhập dữ liệu đánh dấu",
}
"""What an editor reads for each kind."""

SOON = dt.timedelta(days=60)
"""How long before its last day a date is named: from then on an answer names the amount after it, too."""

NO_DISTRICTS_SINCE = dt.date(2025, 7, 1)

_HISTORY = 10
"""A date in a text that is more years ago than this is history ("đến 30/4/1975") and no last day."""

_SHOWN = 60
_DATE = re.compile(
    r"đến\s+(?:hết\s+)?(?:ngày\s+)?(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})", re.IGNORECASE
)
_DISTRICT = re.compile(
    r"cấp huyện|thị trấn|quận,? huyện|huyện,? (?:quận|thị xã)"
    r"|(?:UBND|(?:ủy|uỷ) ban nhân dân|công an|ban chỉ huy quân sự)\s+(?:các\s+)?(?:quận|huyện|thị xã)",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_FEW_DONG = re.compile(r"(?:(?:phí|lệ phí)\s*:\s*)?[1-9]\d{0,2}\s*(?:việt nam đồng|đồng|vnđ|vnd)", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """One thing to look at: ``field`` is its path in the procedure's JSON, ``text`` what stands there."""

    kind: Kind
    code: str
    field: str
    text: str


@dataclass(frozen=True)
class QualityReport:
    """All findings over ``procedures`` procedures."""

    procedures: int
    findings: list[Finding]

    def counts(self) -> dict[Kind, int]:
        """How many procedures each kind concerns; kinds that were looked for and not found have 0."""
        concerned = Counter(kind for kind, _ in {(finding.kind, finding.code) for finding in self.findings})
        return {kind: concerned[kind] for kind in get_args(Kind)}


def report(procedures: Iterable[Procedure], today: dt.date) -> QualityReport:
    """Look through all procedures, one at a time, as of ``today``."""
    seen = 0
    findings: list[Finding] = []
    codes_by_name: defaultdict[str, list[str]] = defaultdict(list)
    for procedure in procedures:
        seen += 1
        codes_by_name[" ".join(procedure.name.split()).casefold()].append(procedure.code)
        findings += (Finding(kind, procedure.code, field, text) for kind, field, text in _found_in(procedure, today))
    for codes in codes_by_name.values():
        if len(codes) > 1:
            findings += (Finding("shared_name", code, "name", ", ".join(codes)) for code in codes)
    return QualityReport(seen, findings)


_Found = tuple[Kind, str, str]


def _found_in(procedure: Procedure, today: dt.date) -> Iterator[_Found]:
    told = [*_fees(procedure), *_times(procedure), *_papers(procedure), *_agency(procedure)]
    yield from told
    yield from _dates(procedure, today)
    yield from (("slip", field, slip) for field, text in _texts(procedure) for slip in slips(text))
    if today >= NO_DISTRICTS_SINCE:
        yield from _districts(procedure)
    yield from _flags(procedure, {field for kind, field, _ in told if kind != "missing_fee"})


def _fees(procedure: Procedure) -> Iterator[_Found]:
    if procedure.details and not procedure.submissions:
        yield "missing_fee", "submissions", ""
    for place, submission in enumerate(procedure.submissions):
        text = submission.fee_text or ""
        if not submission.fees:
            yield "missing_fee", f"submissions[{place}].fees", text
        small = any(0 < fee.amount < 1000 and fee.currency == "VND" for fee in submission.fees)
        if small or _FEW_DONG.match(text):
            yield "thousands_dropped", f"submissions[{place}].fees", text


def _times(procedure: Procedure) -> Iterator[_Found]:
    for place, submission in enumerate(procedure.submissions):
        if submission.time is None and submission.time_text and _BARE_NUMBER.fullmatch(submission.time_text):
            yield "time_without_unit", f"submissions[{place}].time", submission.time_text


def _papers(procedure: Procedure) -> Iterator[_Found]:
    if procedure.details and not any(group.items for group in procedure.papers):
        yield "unparsed_papers", "papers", ""
    for place, group in enumerate(procedure.papers):
        for number, paper in enumerate(group.items):
            if paper.kind == "paper" and paper.originals is None and paper.copies is None:
                yield "unparsed_papers", f"papers[{place}].items[{number}]", paper.name


def _agency(procedure: Procedure) -> Iterator[_Found]:
    if procedure.jurisdiction == "other_province":
        yield "other_province", "agency", procedure.agency or ""


def _flags(procedure: Procedure, told: set[str]) -> Iterator[_Found]:
    """What the importer flagged, less what is ``told`` already."""
    for flag in procedure.flags:
        if flag.field in told:
            continue
        kind: Kind = "unparsed_papers" if flag.field.startswith("papers") else "flagged"
        yield kind, flag.field, flag.reason


def _dates(procedure: Procedure, today: dt.date) -> Iterator[_Found]:
    for place, submission in enumerate(procedure.submissions):
        for number, fee in enumerate(submission.fees):
            if fee.until and (kind := _when(fee.until, today)):
                yield kind, f"submissions[{place}].fees[{number}].until", fee.until.strftime("%d/%m/%Y")
    for field, text in _texts(procedure):
        for found in _DATE.finditer(text):
            day = _day(found)
            if day and today.year - day.year <= _HISTORY and (kind := _when(day, today)):
                yield kind, field, found[0]


def _districts(procedure: Procedure) -> Iterator[_Found]:
    for field, text in _texts(procedure):
        if found := _DISTRICT.search(text):
            start = max(found.start() - _SHOWN // 2, 0)
            yield "district", field, text[start : found.end() + _SHOWN // 2]


def _texts(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Every text that a citizen may be shown, with its field; titles of legal documents are history and left out."""
    for field in ("name", "agency", "steps", "conditions", "result"):
        yield field, getattr(procedure, field) or ""
    for place, group in enumerate(procedure.papers):
        yield f"papers[{place}].case", group.case or ""
        for number, paper in enumerate(group.items):
            yield f"papers[{place}].items[{number}]", " ".join(filter(None, (paper.name, paper.note)))
    for place, submission in enumerate(procedure.submissions):
        yield f"submissions[{place}].time", submission.time_text or ""
        yield f"submissions[{place}].fees", submission.fee_text or ""
        yield f"submissions[{place}].note", submission.note or ""
    for number, where in enumerate(procedure.places):
        yield f"places[{number}]", " ".join(filter(None, (where.name, where.address, where.note)))


def _when(day: dt.date, today: dt.date) -> Kind | None:
    if day < today:
        return "date_past"
    return "date_soon" if day - today <= SOON else None


def _day(found: re.Match[str]) -> dt.date | None:
    day, month, year = (int(part) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None

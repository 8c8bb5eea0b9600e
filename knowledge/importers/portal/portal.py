"""The national portal's procedures, one JSON object a line, as read off its pages (portal.jsonl)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.importers.json_text import Broken, parsed
from knowledge.importers.legacy_fonts import Transcript, UnclearFont
from knowledge.importers.portal.legal import read_legal_basis
from knowledge.importers.portal.papers import is_table, read_papers
from knowledge.importers.portal.result import read_result, without_form
from knowledge.importers.portal.submissions import read_submissions
from knowledge.importers.reader import Rejection
from knowledge.importers.readings.agencies import Agency, agency, audience, jurisdiction, levels, other_province
from knowledge.importers.reasons import reason_of
from knowledge.importers.text import mended, one_line, stated, title
from knowledge.procedure import Flag, Place, Procedure, Source

name = "portal"

_KEYS = ("ma_thu_tuc", "ten_thu_tuc", "thanh_phan_ho_so", "cach_thuc_thuc_hien")
_LONGEST_AGENCY = 600
_BOM = "\ufeff"


def recognise(head: bytes, path: Path) -> bool:  # noqa: ARG001 (content alone tells)
    """Say whether the file's first line is an object with the portal's own keys. Only its beginning is looked at."""
    start = head.decode("utf-8", errors="ignore").lstrip(_BOM).lstrip()
    return start.startswith("{") and any(f'"{key}"' in start for key in _KEYS)


def read(path: Path, as_of: dt.date | None) -> Iterator[Procedure | Rejection]:
    """Yield every line's procedure, or why it is none; blank lines are none and not counted.

    ``as_of`` is the day of the data, which the portal's lines do not tell.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
        lines = ((number, line) for number, line in enumerate(file, start=1) if line.strip())
        for record, (number, line) in enumerate(lines, start=1):
            yield _record(line, record, number, as_of)


def _record(line: str, record: int, number: int, as_of: dt.date | None) -> Procedure | Rejection:
    value = parsed(line)
    if isinstance(value, Broken):
        return Rejection(record, None, f"Dòng {number}: {value.reason}")
    if not isinstance(value, dict):
        return Rejection(record, None, f"Dòng {number}: không phải một thủ tục (đối tượng JSON).")
    transcript = Transcript()
    try:
        value = transcript.value(value)
    except UnclearFont as error:
        return Rejection(record, _text(value, "ma_thu_tuc") or None, f"Dòng {number}: {error}")
    code = _text(value, "ma_thu_tuc")
    if not code:
        return Rejection(record, None, f"Dòng {number}: thiếu mã thủ tục (ma_thu_tuc).")
    if not _text(value, "ten_thu_tuc"):
        return Rejection(record, code, f"Dòng {number}: thiếu tên thủ tục (ten_thu_tuc).")
    try:
        procedure = _procedure(value, code, as_of)
    except ValidationError as error:
        return Rejection(record, code, f"Dòng {number}: {reason_of(error)}")
    procedure.flags += transcript.flags()
    return procedure


def _procedure(record: dict[str, Any], code: str, as_of: dt.date | None) -> Procedure:
    steps, step_flags = _steps(record)
    submissions, submission_flags = read_submissions(_text(record, "cach_thuc_thuc_hien"))
    papers, paper_flags = read_papers(_text(record, "thanh_phan_ho_so"))
    legal_basis, legal_flags = read_legal_basis(_text(record, "can_cu_phap_ly"))
    result, result_flags = read_result(_text(record, "ket_qua_xu_ly"))
    who, agency_flags = _who(record)
    field = stated(_text(record, "linh_vuc"))
    level = levels(_text(record, "cap_thuc_hien"))
    places, place_flags = _places(record)
    return Procedure(
        code=code,
        name=title(_text(record, "ten_thu_tuc")),
        decision=stated(_text(record, "so_quyet_dinh")),
        levels=level,
        field=field,
        agency=who.name,
        audience=audience(_text(record, "doi_tuong_thuc_hien")),
        jurisdiction=jurisdiction(field, level, who),
        papers=papers,
        submissions=submissions,
        places=places,
        steps=steps,
        conditions=stated(without_form(_text(record, "yeu_cau_dieu_kien"))),
        result=result,
        legal_basis=legal_basis,
        source=Source(title="Cổng Dịch vụ công quốc gia", url=stated(_text(record, "detail_url")), as_of=as_of),
        flags=[*agency_flags, *place_flags, *step_flags, *paper_flags, *submission_flags, *legal_flags, *result_flags],
    )


def _who(record: dict[str, Any]) -> tuple[Agency, list[Flag]]:
    """Who carries it out, else who has the authority; a sentence in the place of a name is no agency."""
    flags = []
    for key in ("co_quan_thuc_hien", "co_quan_co_tham_quyen"):
        text = stated(_text(record, key))
        if text is None:
            continue
        if _is_prose(text):
            flags.append(Flag(field="agency", reason=f"Ô cơ quan là một đoạn văn: “{one_line(text)[:120]}”."))
            continue
        who = agency(text)
        if who.province:
            flags.append(Flag(field="agency", reason=f"Nguồn ghi cơ quan của nơi khác: “{one_line(text)}”."))
        return who, flags
    return Agency(None), flags


def _places(record: dict[str, Any]) -> tuple[list[Place], list[Flag]]:
    """Where the dossier is handed in; another province's address is told to the editor only."""
    place = stated(_text(record, "dia_chi_tiep_nhan"))
    if place is None:
        return [], []
    if other_province(place):
        return [], [Flag(field="places", reason=f"Nguồn ghi nơi nộp của nơi khác: “{one_line(place)}”.")]
    return [Place(name=place)], []


def _steps(record: dict[str, Any]) -> tuple[str | None, list[Flag]]:
    """The steps. Where their words are a label of the page, they were cut: the rest stands in that label's cell."""
    steps = _text(record, "trinh_tu_thuc_hien")
    flags = []
    papers, who = _text(record, "thanh_phan_ho_so"), stated(_text(record, "co_quan_thuc_hien"))
    torn = {
        "Thành phần hồ sơ": papers if papers.strip("- ") and stated(papers) and not is_table(papers) else None,
        "Cơ quan thực hiện": who if who and _is_prose(who) else None,
    }
    for label, rest in torn.items():
        if rest:
            before, after = "" if steps.endswith("(") else " ", "" if rest[0] in ").,;:" else " "
            steps = f"{steps}{before}{label}{after}{rest}"
            flags.append(Flag(field="steps", reason=f"Các bước bị cắt ở chữ “{label}”, đã nối lại; ô đó không có gì."))
    return stated(steps), flags


def _is_prose(agency: str) -> bool:
    """Say whether a text in an agency's place is a piece of the steps."""
    return "\n" in agency or len(agency) > _LONGEST_AGENCY or agency[0].islower()


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    return mended(value) if isinstance(value, str) else ""

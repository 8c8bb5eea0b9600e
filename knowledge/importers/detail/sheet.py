"""The national database's detail sheet (ChiTietTTHC): a line of JSON a procedure, its tables kept as tables."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.importers.json_text import Broken, parsed
from knowledge.importers.legacy_fonts import Transcript
from knowledge.importers.reader import Rejection
from knowledge.importers.readings.agencies import agency, audience, jurisdiction, levels
from knowledge.importers.readings.fees import read_fees
from knowledge.importers.readings.legal import legal_act
from knowledge.importers.readings.papers import paper, use_of
from knowledge.importers.readings.times import read_time
from knowledge.importers.reasons import reason_of
from knowledge.importers.text import mended, one_line, stated, title
from knowledge.procedure import Flag, Form, LegalAct, Paper, PaperGroup, Place, Procedure, Source, Submission, Way

name = "detail_sheet"

_SOURCE = "Cơ sở dữ liệu quốc gia về thủ tục hành chính"
_WAYS: dict[str, Way] = {
    "trực tiếp": "direct",
    "nộp trực tiếp": "direct",
    "trực tuyến": "online",
    "nộp trực tuyến": "online",
    "dịch vụ bưu chính": "post",
    "qua dịch vụ bưu chính": "post",
    "bưu chính": "post",
}
_DECISION = re.compile(r"^quyết định(?:\s+số)?[\s:]+(?=\d)", re.IGNORECASE)
_COUNT = re.compile(r"bản\s+(chính|sao)\s*:\s*(\d+)", re.IGNORECASE)
_ACT = r"\d+(?:/\d{4})?/[A-ZĐ]+[\w/-]*"
_TITLE_OF_ACT = re.compile(
    rf"^(?:nghị định|thông tư(?: liên tịch)?|quyết định|luật|pháp lệnh)\s+(?:số\s+)?({_ACT})", re.I
)
_HYPHEN = re.compile(r"\s*([-/])\s*(?=[A-ZĐ])")
_COUNTED = re.compile(r"^(?:\d\.|[-*+])?\s*(\d{2})\s+(?=[^\W\d])")


Row = dict[str, str | None]


class Sheet(BaseModel):
    """One detail sheet as it stands in the file: labels with their text, tables with their rows.

    The columns are named as in the national database's JSON, where ``so_luong`` holds the files of the forms and
    ``ghi_chu`` the numbers of copies. ``truong_hop`` is the case that a row of papers stands under.
    """

    model_config = ConfigDict(coerce_numbers_to_str=True)

    thu_tuc_id: str | None = None
    metadata: Row
    content: Row
    tables: dict[str, list[Row]]


def recognise(head: bytes, path: Path) -> bool:  # noqa: ARG001 (content alone tells)
    """Say whether the file begins with a detail sheet as JSON."""
    text = head.decode("utf-8-sig", "ignore").lstrip()
    return text.startswith("{") and '"thu_tuc_id"' in text and ('"metadata"' in text or '"source_file"' in text)


def read(path: Path, as_of: dt.date | None) -> Iterator[Procedure | Rejection]:
    """Yield the records in order. A sheet has no date of its own: ``as_of`` dates it."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
        lines = ((number, line) for number, line in enumerate(file, start=1) if line.strip())
        for record, (number, line) in enumerate(lines, start=1):
            value = parsed(unicodedata.normalize("NFC", line))
            if isinstance(value, Broken):
                yield Rejection(record, None, f"Dòng {number}: {value.reason}")
                continue
            transcript = Transcript()
            try:
                procedure = procedure_of(Sheet.model_validate(transcript.value(value)), as_of)
                procedure.flags += transcript.flags()
                yield procedure
            except ValidationError as error:
                yield Rejection(record, _code_in(value), f"Dòng {number}: {reason_of(error)}")
            except ValueError as error:
                yield Rejection(record, _code_in(value), f"Dòng {number}: {error}")


def procedure_of(sheet: Sheet, as_of: dt.date | None) -> Procedure:
    """Read one detail sheet, dated ``as_of``.

    Raises:
        ValueError: where it has no code, two codes or no name; pydantic's ``ValidationError`` for a code or a name
            of the wrong form.
    """
    metadata = {label: stated(text) for label, text in sheet.metadata.items()}
    content = {label: stated(text) for label, text in sheet.content.items()}
    carrier = agency(content.get("cơ_quan_thực_hiện") or content.get("cơ_quan_có_thẩm_quyền"))
    level = levels(metadata.get("cấp_thực_hiện"))
    field = metadata.get("lĩnh_vực")
    flags: list[Flag] = []
    return Procedure(
        code=_code(sheet, metadata),
        name=title(metadata.get("tên_thủ_tục") or ""),
        decision=_DECISION.sub("", decision) if (decision := metadata.get("số_quyết_định")) else None,
        levels=level,
        field=field,
        agency=carrier.name,
        audience=audience(content.get("đối_tượng_thực_hiện")),
        jurisdiction=jurisdiction(field, level, carrier),
        papers=_papers(sheet.tables.get("thanh_phan_ho_so", []), flags),
        submissions=_submissions(sheet.tables.get("hinh_thuc_nop", []), flags),
        places=[Place(name=one_line(place))] if (place := content.get("địa_chỉ_tiếp_nhận_hs")) else [],
        steps=_steps(content),
        conditions=content.get("yêu_cầu_điều_kiện_thực_hiện"),
        result=content.get("kết_quả_thực_hiện"),
        legal_basis=_legal_basis(sheet.tables.get("can_cu_phap_ly", []), flags),
        source=Source(title=_SOURCE, as_of=as_of),
        flags=flags,
    )


def _code_in(value: Any) -> str | None:
    code = value.get("thu_tuc_id") if isinstance(value, dict) else None
    return code if isinstance(code, str) else None


def _code(sheet: Sheet, metadata: dict[str, str | None]) -> str:
    codes = sorted({code.strip() for code in (sheet.thu_tuc_id, metadata.get("mã_thủ_tục")) if code})
    if len(codes) != 1:
        raise ValueError(f"có hai mã khác nhau: {' và '.join(codes)}" if codes else "thiếu mã thủ tục")
    return codes[0]


def _steps(content: dict[str, str | None]) -> str | None:
    ways = content.get("cách_thức_thực_hiện")
    parts = (content.get("trình_tự_thực_hiện"), f"Cách thức thực hiện: {ways}" if ways else None)
    return "\n".join(part for part in parts if part) or None


def _papers(rows: list[Row], flags: list[Flag]) -> list[PaperGroup]:
    groups: list[PaperGroup] = []
    for case, members in groupby(filter(_says, rows), key=lambda row: stated(row.get("truong_hop"))):
        group = PaperGroup(case=case, use=use_of(case))
        for row in members:
            item, reasons = _paper(row, case)
            field = f"papers[{len(groups)}].items[{len(group.items)}]"
            flags += (Flag(field=field, reason=reason) for reason in reasons)
            group.items.append(item)
        groups.append(group)
    return groups


def _paper(row: Row, case: str | None) -> tuple[Paper, list[str]]:
    """One row, and what an editor should look at."""
    form = _form(row.get("so_luong"))
    title = one_line(row.get("ten_giay_to") or "") or (form.name if form else "?")
    counts = mended(row.get("ghi_chu") or "")
    number = {which.lower(): int(count) for which, count in _COUNT.findall(counts)}
    item = paper(title, number.get("chính"), number.get("sao"), form, group=case)
    item.note = stated(_COUNT.sub("", counts))
    counted = _COUNTED.match(title)
    if not number:
        return item, [f"Không ghi số bản của “{title[:80]}”."]
    if counted and int(counted[1]) not in number.values():
        return item, [f"Tên giấy tờ ghi {counted[1]}, cột số bản ghi khác: “{title[:80]}”."]
    return item, []


def _form(files: str | None) -> Form | None:
    """The column of counts holds the file names of the forms, a line each."""
    names = [one_line(line) for line in (stated(files) or "").split("\n")]
    joined = "; ".join(file for file in names if file)
    return Form(name=joined) if joined else None


def _submissions(rows: list[Row], flags: list[Flag]) -> list[Submission]:
    submissions: list[Submission] = []
    for row in filter(_says, rows):
        way = one_line(row.get("hinh_thuc") or "")
        if known := _WAYS.get(way.lower()):
            submission, reasons = _submission(known, row)
            field = f"submissions[{len(submissions)}]"
            flags += (Flag(field=f"{field}.{part}", reason=reason) for part, reason in reasons)
            submissions.append(submission)
        else:
            whole = " | ".join(one_line(cell) for cell in row.values() if cell)
            flags.append(Flag(field="submissions", reason=f"Không nhận ra hình thức nộp “{way}”: {whole}"))
    return submissions


def _submission(way: Way, row: Row) -> tuple[Submission, list[tuple[str, str]]]:
    """One row, and what an editor should look at, each with the part of the row."""
    duration = read_time(row.get("thoi_han_giai_quyet"))
    fee = read_fees(row.get("phi_le_phi"))
    submission = Submission(
        way=way,
        time=duration.time,
        time_text=duration.text,
        fees=fee.fees,
        fee_text=fee.text,
        set_by=fee.set_by,
        note=stated(row.get("mo_ta")),
    )
    times = [("time", duration.flag)] if duration.flag else []
    return submission, [*times, *(("fees", reason) for reason in fee.flags)]


def _legal_basis(rows: list[Row], flags: list[Flag]) -> list[LegalAct]:
    acts: list[LegalAct] = []
    for row in rows:
        number, title = row.get("so_ky_hieu"), row.get("trich_yeu")
        if number or title:
            act, reason = _legal_act(number, title)
            flags += [Flag(field=f"legal_basis[{len(acts)}]", reason=reason)] if reason else []
            acts.append(act)
    return acts


def _says(row: Row) -> bool:
    return any(stated(cell) for key, cell in row.items() if key != "truong_hop")


def _legal_act(number: str | None, title: str | None) -> tuple[LegalAct, str | None]:
    """The act, and what an editor should look at.

    The cell of the number may hold its first part only ("104"), when the title begins with the whole.
    """
    number = _HYPHEN.sub(r"\1", one_line(number or ""))
    named = _TITLE_OF_ACT.match(_HYPHEN.sub(r"\1", one_line(title or "")))
    if named and named[1].startswith(f"{number}/"):
        number = named[1]
    act = legal_act(number, title)
    if named and act.number and named[1] != act.number:
        return act, f"Số ký hiệu {act.number} khác với tên văn bản: {named[1]}."
    return act, None

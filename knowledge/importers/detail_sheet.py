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

from knowledge.importers.agencies import agency, audience, jurisdiction, levels
from knowledge.importers.fees import read_fees
from knowledge.importers.json_text import Broken, parsed
from knowledge.importers.legal import legal_act
from knowledge.importers.papers import paper, use_of
from knowledge.importers.reader import Rejection
from knowledge.importers.reasons import reason_of
from knowledge.importers.text import mended, one_line, stated
from knowledge.importers.times import read_time
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


class Sheet(BaseModel):
    """One detail sheet as it stands in the file: labels with their text, tables with their rows.

    The columns are named as in the national database's JSON, where ``so_luong`` holds the files of the forms and
    ``ghi_chu`` the numbers of copies. ``truong_hop`` is the case that a row of papers stands under.
    """

    model_config = ConfigDict(coerce_numbers_to_str=True)

    thu_tuc_id: str | None = None
    metadata: dict[str, str | None]
    content: dict[str, str | None]
    tables: dict[str, list[dict[str, str | None]]]


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
            try:
                yield procedure_of(Sheet.model_validate(value), as_of)
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
        name=one_line(metadata.get("tên_thủ_tục") or ""),
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


def _papers(rows: list[dict[str, str | None]], flags: list[Flag]) -> list[PaperGroup]:
    groups = groupby(rows, key=lambda row: stated(row.get("truong_hop")))
    return [
        PaperGroup(case=case, use=use_of(case), items=[_paper(row, case, flags) for row in members])
        for case, members in groups
    ]


def _paper(row: dict[str, str | None], case: str | None, flags: list[Flag]) -> Paper:
    title, counts, files = one_line(row.get("ten_giay_to") or ""), mended(row.get("ghi_chu") or ""), row.get("so_luong")
    number = {which.lower(): int(count) for which, count in _COUNT.findall(counts)}
    item = paper(title, number.get("chính"), number.get("sao"), _form(files), group=case)
    item.note = stated(_COUNT.sub("", counts))
    if not number:
        flags.append(Flag(field="papers", reason=f"Không ghi số bản của “{title[:80]}”."))
    counted = _COUNTED.match(title)
    if counted and int(counted[1]) not in number.values():
        flags.append(Flag(field="papers", reason=f"Tên giấy tờ ghi {counted[1]}, cột số bản ghi khác: “{title[:80]}”."))
    return item


def _form(files: str | None) -> Form | None:
    """The column of counts holds the file names of the forms, a line each."""
    names = [one_line(line) for line in (stated(files) or "").split("\n")]
    joined = "; ".join(file for file in names if file)
    return Form(name=joined) if joined else None


def _submissions(rows: list[dict[str, str | None]], flags: list[Flag]) -> list[Submission]:
    submissions = []
    for row in rows:
        way = one_line(row.get("hinh_thuc") or "")
        if known := _WAYS.get(way.lower()):
            submissions.append(_submission(known, row, flags))
        else:
            whole = " | ".join(one_line(cell) for cell in row.values() if cell)
            flags.append(Flag(field="submissions", reason=f"Không nhận ra hình thức nộp “{way}”: {whole}"))
    return submissions


def _submission(way: Way, row: dict[str, str | None], flags: list[Flag]) -> Submission:
    time = read_time(row.get("thoi_han_giai_quyet"))
    fee = read_fees(row.get("phi_le_phi"))
    reasons = [("time", time.flag)] if time.flag else []
    for field, reason in [*reasons, *(("fees", reason) for reason in fee.flags)]:
        flag = Flag(field=f"submissions.{field}", reason=reason)
        if flag not in flags:
            flags.append(flag)
    return Submission(
        way=way,
        time=time.time,
        time_text=time.text,
        fees=fee.fees,
        fee_text=fee.text,
        set_by=fee.set_by,
        note=stated(row.get("mo_ta")),
    )


def _legal_basis(rows: list[dict[str, str | None]], flags: list[Flag]) -> list[LegalAct]:
    return [_legal_act(row.get("so_ky_hieu"), row.get("trich_yeu"), flags) for row in rows]


def _legal_act(number: str | None, title: str | None, flags: list[Flag]) -> LegalAct:
    """The cell of the number may hold its first part only ("104"), when the title begins with the whole."""
    number = _HYPHEN.sub(r"\1", one_line(number or ""))
    named = _TITLE_OF_ACT.match(_HYPHEN.sub(r"\1", one_line(title or "")))
    if named and named[1].startswith(f"{number}/"):
        number = named[1]
    act = legal_act(number, title)
    if named and act.number and named[1] != act.number:
        flags.append(Flag(field="legal_basis", reason=f"Số ký hiệu {act.number} khác với tên văn bản: {named[1]}."))
    return act

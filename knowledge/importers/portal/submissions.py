"""The portal's table of ways to hand in, flattened into one string: way, time, fee and description of every row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from knowledge.importers.readings.fees import FeeReading, number, read_fees, set_by, spoken_amounts
from knowledge.importers.readings.times import TimeReading, read_time
from knowledge.importers.text import mended, one_line, stated
from knowledge.procedure import Flag, Submission, Way

_HEADER = "Hình thức nộpThời gianPhí, lệ phíMô tả"
_WAYS: dict[str, Way] = {"Trực tuyến": "online", "Trực tiếp": "direct", "Dịch vụ bưu chính": "post"}
_AMOUNT = r"\d[\d,]*\s(?:Việt Nam Đồng|VNĐ|USD)"
_FEE = rf"(?:Miễn phí|Không có thông tin|{_AMOUNT})"
_ROW = re.compile(
    rf"(?P<way>{'|'.join(_WAYS)})"
    r"(?P<time>\d+ (?:Ngày làm việc|Ngày|Giờ|Tháng|Năm)|Không có thông tin|\d*?|[A-ZĐ][^\d\n]{1,118}?)"
    rf"(?P<fee>{_FEE})"
)
_WELL_FORMED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})*")
_GOES_ON = re.compile(r"\s*[.;]?\s*\(áp dụng[^\n]*?\)+[.)]*(?=[-+\nA-ZĐ0-9]|$)", re.IGNORECASE)
_LIST_MARK = re.compile(r"\((?:[ivx]+|\d{1,2}|[a-zđ])\)")


@dataclass(frozen=True)
class _Row:
    way: Way
    time: str
    fee: str
    description: str


def read_submissions(text: str) -> tuple[list[Submission], list[Flag]]:
    """Split the table into its rows. What precedes the first row is flagged, and a table without a row is too."""
    text = mended(text)
    if stated(text) is None:
        return [], []
    body = text.removeprefix(_HEADER)
    first = _ROW.search(body)
    flags = []
    if first is None or first.start() > 0:
        lost = body[: first.start()] if first else body
        flags.append(Flag(field="submissions", reason=f"Không tách được cách nộp: “{one_line(lost)[:200]}”."))
    submissions = []
    for place, row in enumerate(_rows(body)):
        submission, reasons = _submission(row)
        submissions.append(submission)
        flags += [Flag(field=f"submissions[{place}].{field}", reason=reason) for field, reason in reasons]
    return submissions, flags


def _rows(body: str) -> Iterator[_Row]:
    found = list(_ROW.finditer(body))
    for row, following in zip_longest(found, found[1:]):
        end = following.start() if following else len(body)
        explanation, description = _split_explanation(body[row.end() : end])
        yield _Row(_WAYS[row["way"]], row["time"], row["fee"] + explanation, description)


def _submission(row: _Row) -> tuple[Submission, list[tuple[str, str]]]:
    beside = "\n".join(line for line in row.description.split("\n") if "phí" in line.lower() or "Bao gồm" in line)
    if row.time or not row.fee[:1].isdigit():
        time, fees = read_time(row.time), read_fees(row.fee, beside)
    else:
        time, fees = _run_together(row.fee)
    reasons = [("fees", reason) for reason in fees.flags]
    if time.flag:
        reasons.insert(0, ("time", time.flag))
    submission = Submission(
        way=row.way,
        time=time.time,
        time_text=time.text,
        fees=fees.fees,
        fee_text=fees.text,
        set_by=fees.set_by or set_by(beside),
        note=row.description or None,
    )
    return submission, reasons


def _run_together(cell: str) -> tuple[TimeReading, FeeReading]:
    """Split a bare time that stands before its amount without a space: "120,000 VNĐ" is 1 and 20,000.

    The amount is taken where only one split leaves a number with its thousands, or one that the explanation names.
    """
    flag = "Thời hạn và mức phí viết liền nhau, không rõ ranh giới."
    digits = cell.split()[0]
    explanation = cell[len(digits) :]
    named = {amount for amount, _ in spoken_amounts(explanation)}
    splits = [
        (digits[:place], digits[place:])
        for place in range(1, len(digits))
        if digits[:place].isdigit() and _WELL_FORMED.fullmatch(digits[place:])
    ]
    certain = [(time, amount) for time, amount in splits if "," in amount or number(amount) * 1000 in named]
    if len(certain) != 1:
        whole = read_fees(cell)
        return TimeReading(flag=flag), FeeReading(text=whole.text, set_by=whole.set_by, flags=[flag])
    time, amount = certain[0]
    fees = read_fees(amount + explanation)
    flags = fees.flags if fees.fees and named else [flag, *fees.flags]
    return replace(read_time(time), flag=flag), replace(fees, flags=flags)


def _split_explanation(rest: str) -> tuple[str, str]:
    """Split the bracketed explanation that follows a fee from the row's description."""
    if not rest.startswith("(") or _LIST_MARK.match(rest):
        return "", rest.strip()
    end = _closing(rest)
    return rest[:end], rest[end:].strip()


def _closing(rest: str) -> int:
    """Where the explanation ends. The source's brackets are not always balanced."""
    depth = 0
    for place, letter in enumerate(rest):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            more = _GOES_ON.match(rest, place + 1)
            end = more.end() if more else place + 1
            return end + len(rest[end:]) - len(rest[end:].lstrip(")"))
    glued = re.search(r"\)(?=[-+\nA-ZĐ]|$)", rest)
    return glued.end() if glued else len(rest)

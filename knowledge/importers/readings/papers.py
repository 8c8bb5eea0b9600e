"""The rows of a table of papers: whether a row is a paper or a note, which case it is for, how it is used."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.importers.text import one_line
from knowledge.procedure import Form, Paper

_SUBMIT = re.compile(r"(?:giấy tờ|chứng từ)(?: phải)? nộp\b", re.IGNORECASE)
_PRESENT = re.compile(r"(?:giấy tờ|chứng từ)(?: phải)? xuất trình\b|phải xuất trình các giấy tờ", re.IGNORECASE)
_NOTES = re.compile(r"\W*(?:lưu ý|chú ý|ghi chú)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:các )?thành phần hồ sơ(?: (?:bao )?gồm)?|(?:bao )?gồm(?: có)?|mẫu đơn, tờ khai|tài liệu", re.IGNORECASE
)
_CASE = re.compile(r"(?:trong )?(?:trường hợp|đối với|nếu)\b", re.IGNORECASE)
_MARK = re.compile(r"(?:[-+*•–.\s]|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})(?:\.\d{1,2})*[.)]\s)*", re.IGNORECASE)

_PAPER_NOUN = re.compile(
    r"(?:một \(01\) |0?\d (?:\(\w+\) )?)?"
    r"(?:bản (?:chính|sao|gốc|chụp|kê|khai|cam|thuyết|vẽ|đồ|dịch|đăng|hạn|lược|án|mô tả|công bố)|đơn\b|giấy"
    r"|tờ (?:khai|trình)|văn bản|công văn|báo cáo|quyết định|hợp đồng|phiếu|chứng từ|h(?:oá|óa) đơn|vận (?:tải )?đơn"
    r"|danh (?:mục|sách)|biên (?:bản|lai)|sơ đồ|bảng|bằng|chứng chỉ|thẻ|hộ chiếu|thông báo|tài liệu|ảnh"
    r"|dự (?:án|thảo)|phương án|xuất trình giấy phép|mẫu số)",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r":\s*$")
_SPEAKS_OF_ITSELF = re.compile(r"\w+(?: \w+)? (?:này|được|nêu trên|quy định trên)\b", re.IGNORECASE)


def use_of(title: str | None) -> Literal["submit", "present"] | None:
    """Say whether the group titled ``title`` is of papers to hand in ("phải nộp") or to show ("phải xuất trình")."""
    submit, present = bool(title and _SUBMIT.search(title)), bool(title and _PRESENT.search(title))
    if submit == present:
        return None
    return "submit" if submit else "present"


def is_only_use(title: str) -> bool:
    """Say whether a title names the use of its papers and nothing else: it is then no case."""
    return bool(use_of(title)) and not re.sub(r"\W|giấy tờ|chứng từ|phải|nộp|xuất trình|các|gồm", "", title, flags=re.I)


def paper(
    name: str, originals: int | None, copies: int | None, form: Form | None = None, *, group: str | None = None
) -> Paper:
    """Build one row: its kind (a note names no paper) and the case with which it begins ("Trường hợp …")."""
    name = one_line(name).lstrip(".,;:) ")
    return Paper(
        name=name,
        originals=originals,
        copies=copies,
        form=form,
        kind="note" if _is_note(name, originals, copies, form, group) else "paper",
        when=case_of(name),
    )


def is_label(title: str) -> bool:
    """Say whether a title only says that papers follow ("a) Thành phần hồ sơ:"): it is then no case."""
    return bool(_LABEL.fullmatch(title[_mark(title) :].rstrip(" :.;")))


def is_note_group(title: str | None) -> bool:
    """Say whether a group holds notes ("Lưu ý")."""
    return bool(title and _NOTES.match(title))


def case_of(name: str) -> str | None:
    """The case that a row begins with ("Trường hợp …", "Đối với …", "Nếu …"), ``None`` where it begins otherwise.

    It ends at a colon, a semicolon or "thì"; a comma may stand inside of it, so without them it is the whole row.
    """
    text = name[_mark(name) :].lstrip("( ")
    if not _CASE.match(text):
        return None
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if depth <= 0 and (letter in ":;" or text.startswith(" thì ", place)):
            return text[:place].strip()
    return text


def _is_note(name: str, originals: int | None, copies: int | None, form: Form | None, group: str | None) -> bool:
    if is_note_group(group):
        return True
    if originals or copies or form or originals is None:
        return False
    text = name[_mark(name) :]
    return not _PAPER_NOUN.match(text) or bool(_ANNOUNCES.search(text)) or bool(_SPEAKS_OF_ITSELF.match(text))


def _mark(name: str) -> int:
    """Length of the bullet or the numbering at the beginning."""
    found = _MARK.match(name)
    return found.end() if found else 0

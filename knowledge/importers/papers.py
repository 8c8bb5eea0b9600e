"""The rows of a table of papers: what a row is, which case it is for, which form files stick to it."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.importers.text import one_line
from knowledge.procedure import Form, Paper

_SUBMIT = re.compile(r"(?:giấy tờ|chứng từ)(?: phải)? nộp\b", re.IGNORECASE)
_PRESENT = re.compile(r"(?:giấy tờ|chứng từ)(?: phải)? xuất trình\b|phải xuất trình các giấy tờ", re.IGNORECASE)
_NOTES = re.compile(r"\W*(?:lưu ý|chú ý|ghi chú)\b", re.IGNORECASE)
_CASE = re.compile(r"(?:trong )?(?:trường hợp|đối với|nếu)\b", re.IGNORECASE)
_MARK = re.compile(r"(?:[-+*•–.\s]|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})(?:\.\d{1,2})*[.)]\s)*", re.IGNORECASE)

_PAPER_NOUN = re.compile(
    r"(?:\W*một \(01\) |0?\d (?:\(\w+\) )?)?"
    r"(?:bản (?:chính|sao|gốc|chụp|kê|khai|cam|thuyết|vẽ|đồ|dịch|đăng|hạn|lược|án|mô tả|công bố)|đơn\b|tờ (?:khai|trình)"
    r"|giấy (?!tờ (?:có trong|chứng minh .*:$))|văn bản|công văn|báo cáo|quyết định|hợp đồng|phiếu|chứng từ"
    r"|ho[áà]|hóa đơn|vận (?:tải )?đơn|danh (?:mục|sách)|biên (?:bản|lai)|sơ đồ|bảng|bằng|chứng chỉ|thẻ|hộ chiếu|thông báo"
    r"|tài liệu|ảnh|dự (?:án|thảo)|phương án|xuất trình giấy phép|mẫu số|tờ khai)",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"(?:gồm|sau|sau đây|các giấy tờ|cụ thể|nộp bổ sung|sung)?\s*:\s*$", re.IGNORECASE)
_SPEAKS_OF_ITSELF = re.compile(r"\w+(?: \w+)? (?:này|được|nêu trên|quy định trên)\b", re.IGNORECASE)

_EXTENSION = r"\.(?:docx|doc(?!x)|pdf|xlsx|xls(?!x)|rtf|odt|zip|rar|jpe?g|png)"
_FILE_END = re.compile(rf"{_EXTENSION}(?=[^\s.,;:”\"')\]]|$)", re.IGNORECASE)
_FILE_AT_END = re.compile(rf"{_EXTENSION}\s*$", re.IGNORECASE)

# Words with which the portal's form files begin, many without diacritics or with letters lost ("Mus01", "Phlc8").
_FORM_WORD = r"(?:[Mm]ẫu|MẪU|[Mm]au|Mus|Ms\d|Mu(?=CT|nn|\d)|[Pp]hụ ?lục|PHỤ LỤC|[Pp]hu ?luc|[Pp]hlc|PHLC|PL ?[IVX\d])"
_OTHER_WORD = (
    r"(?:(?<![A-ZĐ])(?:ĐĐN|DC_|TK(?=[ \d]|ghi)|KQ |TP-|TPHS|N[AC]\d|PC\d)|[ĐđD]ơn[ _]|Don[_ ]|DON |[Tt]ờ (?:khai|trình)"
    r"|[Vv]ăn bản|Van ?ban|Vnb|[Bb]áo cáo|Bao cao|Biên bản|[Pp]hương án|Giấy|Danh ?m|Danh sách|Phiếu|Thông báo|[Bb]ản khai"
    r"|D[ựu] án|Thỏa thuận|Thoa thuan|Sô theo|Nidung|[Mm]\d\d[a-z])"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,2})*\s?[-.)]?\s?"
_GLUE = r"(?<=[^\s\-_/(&“\"'‘])"
_NUMBER_GLUE = r"(?<=[^\s\d\-_/(&“\"'‘])(?<!\d\.)"
_FILE_STARTS = (
    re.compile(rf"{_NUMBER_GLUE}(?={_NUMBER}{_FORM_WORD})|{_GLUE}(?={_FORM_WORD})"),
    re.compile(rf"{_NUMBER_GLUE}(?<![A-ZĐ])(?={_NUMBER}{_OTHER_WORD})|{_GLUE}(?={_OTHER_WORD})"),
    re.compile(
        rf"{_NUMBER_GLUE}(?<!I\.)(?<!\)[A-Z])"
        r"(?=\d{1,3}(?:\.\d{1,2})?(?:[-.]|\s?\(\d\)|\s?đ?\w?\s?sửa|\s[A-ZĐ]{2,}|\d{3}_|(?<=[.;)]\d)$|(?<=[.;)]\d\d)$))"
    ),
    re.compile(r"(?<=[.;:)])(?=[^\W\d]|~)"),
)


def use_of(title: str | None) -> Literal["submit", "present"] | None:
    """Say whether the group titled ``title`` is of papers to hand in ("phải nộp") or to show ("phải xuất trình")."""
    submit, present = bool(title and _SUBMIT.search(title)), bool(title and _PRESENT.search(title))
    if submit == present:
        return None
    return "submit" if submit else "present"


def is_only_use(title: str) -> bool:
    """Say whether a title names the use of its papers and nothing else: it is then no case."""
    return bool(use_of(title)) and not re.sub(r"\W|giấy tờ|chứng từ|phải|nộp|xuất trình|các|gồm", "", title, flags=re.I)


def split_forms(text: str) -> tuple[str, Form | None]:
    """Split the form files at the end of a row ("Đơn xin cấpMẫu 01.docx") from the paper's name.

    Several files become one form, their names joined by "; ". Where a file's beginning cannot be told from the end of
    the paper's name, the whole stays the name, and there is no form.
    """
    text = text.strip()
    if not _FILE_AT_END.search(text):
        return text, None
    ends = [found.end() for found in _FILE_END.finditer(text)]
    pieces = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    start = _file_start(pieces[0])
    if start is None:
        return text, None
    files = [pieces[0][start:], *pieces[1:]]
    return pieces[0][:start].strip(), Form(name="; ".join(one_line(file) for file in files))


def ends_in_file(text: str) -> bool:
    """Say whether a form file stands at the end of a row."""
    return bool(_FILE_AT_END.search(text))


def paper(
    name: str, originals: int | None, copies: int | None, form: Form | None = None, *, group: str | None = None
) -> Paper:
    """Build one row: its kind (a note names no paper) and the case with which it begins ("Trường hợp …")."""
    name = one_line(name)
    return Paper(
        name=name,
        originals=originals,
        copies=copies,
        form=form,
        kind="note" if _is_note(name, originals, copies, form, group) else "paper",
        when=case_of(name),
    )


def is_note_group(title: str | None) -> bool:
    """Say whether a group holds notes ("Lưu ý")."""
    return bool(title and _NOTES.match(title))


def case_of(name: str) -> str | None:
    """The case that a row begins with ("Trường hợp …", "Đối với …", "Nếu …"), up to its first pause; else ``None``."""
    text = name[_mark(name) :].lstrip("( ")
    if not _CASE.match(text):
        return None
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if depth <= 0 and (letter in ":;" or text.startswith((", ", " thì "), place)):
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


def _file_start(piece: str) -> int | None:
    """Where the name of the first file begins, ``None`` where that is not certain."""
    stem = _FILE_AT_END.sub("", piece)
    form, other, numbered, after_stop = (
        [found.start() for found in pattern.finditer(stem)] for pattern in _FILE_STARTS
    )
    for starts in (form, other):
        if starts:
            return _first_of_word(stem, starts)
    if numbered:
        return numbered[-1]
    for starts in (after_stop, _case_changes(stem)):
        if len(starts) == 1:
            return starts[0]
    return None


def _first_of_word(stem: str, starts: list[int]) -> int:
    """The last start, or an earlier one that no space parts from it: "Mau07-PhulucII" begins at "Mau"."""
    start = starts[-1]
    for earlier in reversed(starts[:-1]):
        if re.search(r"\s", stem[earlier:start]):
            break
        start = earlier
    return start


def _case_changes(stem: str) -> list[int]:
    """Places where a capital sticks to a small letter, a digit or a bracket."""
    return [
        place
        for place in range(1, len(stem))
        if stem[place].isupper()
        and (stem[place - 1].islower() or stem[place - 1].isdigit() or stem[place - 1] in ")]”")
    ]

"""Form files that stick to the end of a paper's name: "Đơn đề nghị cấp lạiMẫu số 02.docx"."""

from __future__ import annotations

import re

from knowledge.importers.text import one_line
from knowledge.procedure import Form

_EXTENSION = r"\.(?:docx|doc(?!x)|pdf|xlsx|xls(?!x)|rtf|odt|zip|rar|jpe?g|png)"
_FILE_END = re.compile(rf"{_EXTENSION}(?=[^\s.,;:”\"')\]]|$)", re.IGNORECASE)
_FILE_AT_END = re.compile(rf"{_EXTENSION}\s*$", re.IGNORECASE)

# Words with which the portal's form files begin, many without diacritics or with letters lost ("Mus01", "Phlc8").
_FORM_WORD = r"(?:[Mm]ẫu|MẪU|[Mm]au|Mus|Ms\d|Mu(?=CT|nn|\d)|[Pp]hụ ?lục|PHỤ LỤC|[Pp]hu ?luc|[Pp]hlc|PHLC|PL ?[IVX\d])"
_OTHER_WORD = (
    r"(?:(?<![A-ZĐ])(?:ĐĐN|DC_|TK(?=[ \d]|ghi)|KQ |TP-|TPHS|N[AC]\d|PC\d)|[ĐđD]ơn[ _]|Don[_ ]|DON |[Tt]ờ (?:khai|trình)"
    r"|[Vv]ăn bản|Van ?ban|Vnb|[Bb]áo cáo|Bao cao|Biên bản|[Pp]hương án|Giấy|Danh ?m|Danh sách|Phiếu|Thông báo"
    r"|[Bb]ản khai|D[ựu] án|Thỏa thuận|Thoa thuan|Sô theo|Nidung|[Mm]\d\d[a-z])"
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
    re.compile(r"(?<=([A-ZĐ]{3}))(?=\1)"),  # "… GMSGMS - Gia hạn.docx"
    re.compile(r"(?<=[.;:)])(?=[^\W\d]|~)"),
)


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


def _file_start(piece: str) -> int | None:
    """Where the name of the first file begins, ``None`` where that is not certain."""
    stem = _FILE_AT_END.sub("", piece)
    form, other, numbered, repeated, after_stop = (
        [found.start() for found in pattern.finditer(stem)] for pattern in _FILE_STARTS
    )
    for starts in (form, other):
        if starts:
            return _first_of_word(stem, starts)
    if numbered:
        return numbered[-1]
    for starts in (repeated, after_stop, _case_changes(stem)):
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

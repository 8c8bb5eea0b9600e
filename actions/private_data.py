"""What private data is: found in what people write, so that it can be pointed out, and hidden in what is stored.

The one owner of both: whatever is announced as hidden is hidden by the same patterns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from actions.dossiers.codes import code_spans

Kind = Literal["id_number", "phone", "otp", "password", "email", "bank_account", "card"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MASK = "•••"

_SEP = r"[ .\-]{0,2}"
_UNIT = r"\s?(?:dong|vnd|d|k|trieu|tr|ty|ti|nghin|ngan|usd|m2|m|ha|kg)\b"
_LETTER_GAP = r"[^\d\n]{0,25}?"

# What is no private data, whatever its digits look like: amounts, dates, years, hotlines, tax codes, acts.
_HARMLESS = re.compile(
    "|".join(
        (
            rf"(?<![\d.,])[1-9]\d*(?:[., ]\d{{3}})*{_UNIT}",
            r"(?<![\d.,])[1-9]\d{0,2}(?:[.,]\d{3})*[.,]000(?![\d]|[.,]\d)",
            r"(?<!\d)[1-9]\d*0{5}(?!\d)",
            r"(?<!\d)\d{1,2}[./\-]\d{1,2}[./\-]\d{4}(?!\d)",
            r"(?<!\d)(?:19|20)\d\d(?:[ \-]+(?:19|20)\d\d)+(?!\d)",
            r"(?<!\d)(?:1[89]00)[ .]?\d{4}(?:[ .]?\d{2})?(?!\d)",
            r"\b(?:ma so thue|mst|ma so doanh nghiep|so bhxh|so bao hiem xa hoi)\D{0,12}\d{10}(?:-\d{3})?(?!\d)",
            r"\d+(?:/\d+)*/[a-z]+[\w\-]*",
            r"\b(?:nam|thang|ngay)\s+\d{1,4}(?!\d)",
        )
    )
)

# A secret's own word, and words that may stand between it and the secret ("mật khẩu vneid của tôi là").
_PASSWORD_WORD = r"(?:mat khau|matkhau|password|passwd|pwd|pass|mk)"
_OWNER = r"(?:vneid|cua|toi|em|minh|tui|con|moi|cu|dang nhap|dvc|dich vu cong|dien thoai|wifi)"
_OWNED = r"(?:\s+(?!la\b)\w+){0,7}?"
# After "là" these begin a question or a remark, no password.
_NO_SECRET = (
    r"(?!(?:gi|bao|sao|the|nao|dung|sai|so|chu|ai|do|cai|mot|hai|o|de|duoc|khong|ngay|nhu|xong|moi|cu|dau|"
    r"mat|khau|minh|toi|em|anh|chi|co|can|phai|loi|quen|het)\b)"
)
_TAIL = r"(?=\s*(?:[,.;?!\n]|$|(?:nha|nhe|a|do|em|ban|anh|chi|vao|dang|giup|sao|ma)\b))"


@dataclass(frozen=True)
class _Pattern:
    """What finds one kind. ``secret`` is the group that is hidden; ``bold`` ones also hide what looks harmless."""

    kind: Kind
    expression: re.Pattern[str]
    bold: bool = False


def _pattern(kind: Kind, expression: str, *, bold: bool = False) -> _Pattern:
    return _Pattern(kind, re.compile(expression), bold)


_TOKEN_WITH_DIGIT = r"(?=\S{4,})[^\s\d]*\d\S*(?<![,.;?])"
_DIGITS = rf"\d(?:{_SEP}\d)"
_CODE_WORD = (
    r"(?:otp|ma (?:so )?(?:xac (?:nhan|thuc|minh)|kich hoat|bao mat|pin)|(?:ma |so )?pin|(?:ma|verification) code)"
)
_ACCOUNT_WORD = r"(?:stk|so tai khoan|so tk|tai khoan|tk)"
_BANK = (
    r"(?:vietcombank|vcb|agribank|bidv|vietinbank|techcombank|tcb|mbbank|mb bank|mb|acb|sacombank|vpbank|tpbank|"
    r"shb|lpbank|lienvietpostbank|ngan hang|momo)"
)
_CARD_WORD = r"(?:so the|the (?:atm|tin dung|ngan hang|visa|napas|master\w*|ghi no))"
_ID_WORD = r"(?:can cuoc(?: cong dan)?|cccd|cmnd|cmt|chung minh(?: nhan dan)?|dinh danh|ma dinh danh)"

# In this order: what a word announces before what only its digits tell; a stretch has one kind.
_PATTERNS = (
    _pattern(
        "password",
        rf"\b{_PASSWORD_WORD}{_OWNED}(?:\s+la)?\s*(?:[:=]|->)\s*(?:la\s+)?{_NO_SECRET}(?P<secret>\S*[^\s,.;?]"
        r"(?:\s\d{2,}\b)?)",
        bold=True,
    ),
    _pattern("password", rf"\b{_PASSWORD_WORD}{_OWNED}\s+la\s+(?P<secret>{_TOKEN_WITH_DIGIT})", bold=True),
    _pattern(
        "password",
        rf"\b(?!mk){_PASSWORD_WORD}{_OWNED}\s+la\s+{_NO_SECRET}(?P<secret>[^\s,.;?]{{4,}}){_TAIL}",
        bold=True,
    ),
    _pattern(
        "password",
        rf"\b{_PASSWORD_WORD}(?:\s+{_OWNER})*\s+(?P<secret>{_TOKEN_WITH_DIGIT})",
    ),
    _pattern("password", rf"(?<!\S)(?P<secret>{_TOKEN_WITH_DIGIT}) (?:chinh )?la {_PASSWORD_WORD}\b(?! gi)"),
    _pattern("email", r"(?P<secret>[\w.+\-]+\s?@\s?(?![\w.\-]*gov\.vn)[\w\-]+(?:\.[\w\-]+)+)", bold=True),
    _pattern("card", rf"\b{_CARD_WORD}{_LETTER_GAP}(?<![\d.a-z])(?P<secret>{_DIGITS}{{11,18}})(?!\d)"),
    _pattern("id_number", rf"\b{_ID_WORD}{_LETTER_GAP}(?P<secret>{_DIGITS}{{11}}|{_DIGITS}{{8}})(?!{_SEP}\d)"),
    _pattern(
        "bank_account",
        rf"\b(?:{_ACCOUNT_WORD}|{_BANK})\b{_LETTER_GAP}(?<![\d.,])(?P<secret>{_DIGITS}{{7,18}})(?!{_SEP}\d)",
    ),
    _pattern(
        "bank_account", rf"(?<![\d.,])(?P<secret>{_DIGITS}{{7,18}})\W{{1,4}}(?:la )?(?:{_ACCOUNT_WORD}|{_BANK})\b"
    ),
    _pattern("otp", rf"\b{_CODE_WORD}\b{_LETTER_GAP}(?<![\d.,/])(?P<secret>{_DIGITS}{{3,7}})(?!{_SEP}\d|[/:])"),
    _pattern(
        "otp",
        rf"(?<![\d.,/\-])(?P<secret>{_DIGITS}{{3,7}})[^\d\n]{{1,12}}\b{_CODE_WORD}\b(?! (?:khong|chua|gui|den))",
    ),
    _pattern("card", r"(?<!\d)(?P<secret>[1-9]\d{3}(?:[ .\-]?\d{4}){3}(?:[ .\-]?\d{3})?)(?!\d)"),
    _pattern("id_number", rf"(?<!\d)(?P<secret>0{_SEP}\d(?:{_SEP}\d){{10}}|\d{{12}})(?!\d|{_SEP}\d{{3}})"),
    _pattern(
        "id_number",
        r"(?<!\d)(?=(?:\d[ .\-]?){12}(?!\d))(?P<secret>[1-9]\d{2,}(?:[ .\-]\d{3,}){1,3})(?!\d|[ .\-]\d)",
    ),
    _pattern(
        "phone",
        rf"(?P<secret>(?:\(?\+\s?84\)?|(?<!\d)0084|(?<!\d)84){_SEP}(?:\(?0\)?)?[235789](?:{_SEP}\d){{8,9}})(?!\d)",
    ),
    # A mobile number, a landline with its code, and a mobile number as it was before 2018.
    _pattern("phone", rf"(?<!\d)(?P<secret>0{_SEP}[35789](?:{_SEP}\d){{8}})(?!\d)"),
    _pattern("phone", rf"(?<!\d)(?P<secret>\(?0{_SEP}2\)?(?:{_SEP}\d\)?){{9}})(?!\d)"),
    _pattern("phone", rf"(?<!\d)(?P<secret>0{_SEP}1{_SEP}[2689](?:{_SEP}\d){{8}})(?!\d)"),
    _pattern("id_number", r"(?<![\da-z.,/\-])(?P<secret>\d{9})(?![\da-z]|[.,/\-]\d)"),
)


def find(text: str) -> list[Kind]:
    """Give the kinds of private data in the text, each once, in the order of ``KINDS``."""
    kinds = {kind for kind, _, _ in _spans(unicodedata.normalize("NFC", text))}
    return [kind for kind in KINDS if kind in kinds]


def masked(text: str) -> str:
    """Give the text with what ``find`` finds hidden; a dossier's code stays, since it is what is asked about."""
    written = unicodedata.normalize("NFC", text)
    spans = sorted((start, end) for _, start, end in _spans(written))
    if not spans:
        return text
    kept, at = [], 0
    for start, end in spans:
        kept += [written[at:start], MASK]
        at = end
    return "".join([*kept, written[at:]])


def _spans(written: str) -> Iterator[tuple[Kind, int, int]]:
    """Each secret once, with its kind and where it stands."""
    plain = _plain(written)
    harmless = [*code_spans(written), *(match.span() for match in _HARMLESS.finditer(plain))]
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.expression.finditer(plain):
            start, end = match.span("secret")
            barred = taken if pattern.bold else [*taken, *harmless]
            if not _overlaps(start, end, barred):
                taken.append((start, end))
                yield pattern.kind, start, end


def _overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _plain(written: str) -> str:
    """The text in lower case and without diacritics, letter for letter, so that places stay the same."""
    return "".join("d" if ch in "đĐ" else unicodedata.normalize("NFKD", ch)[0].lower()[0] for ch in written)

"""The portal's table of legal documents, flattened into one string: title and number of each, without a separator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.importers.readings.legal import NUMBER, legal_act
from knowledge.importers.text import mended, one_line, stated
from knowledge.procedure import Flag, LegalAct

_HEADER = "Tên văn bản pháp lýMã văn bản"
_YEAR = re.compile(r"(?:19|20)\d{2}(?=\d{1,4}(?:\D|$))")
_KIND = r"[Nn]ghị định|[Tt]hông tư(?: liên tịch)?|[Bb]ộ luật|[Ll]uật|Luất|[Nn]ghị quyết|[Qq]uyết định|[Pp]háp lệnh"
_NUMBER = re.compile(
    rf"{NUMBER}|(?<![\d-])\d{{1,3}}-CP(?=[A-ZĐ]|$)|\d+/(?:19|20)\d{{2}}(?=[A-ZĐ]|$)|(?<=[Ss]ố )\d+(?=[A-ZĐ]|$)"
)
_WORDS = re.compile(rf"(?:(?:{_KIND}|VBHN|TT|NĐ)\s*)?(?:[Ss]ố|SỐ)?\s*:?\s*$")
# What may follow a number's cell: its own full stop, and then the next title or nothing.
_ENDS = re.compile(r"\s?(?:\([A-Z]\d+\))?\.{0,2}(?=[A-ZĐ0-9“\"(]|$)|(?=(?!ngày|của)[a-zà-ỹđ]|-\s?[A-ZĐ])")
_NEXT_TITLE = re.compile(rf"(?:{_KIND}|[Ss]ố)\s*(?:[Ss]ố\s*)?(?P<number>{NUMBER})|(?!ngày|của)[a-zà-ỹđA-ZĐ]")
_STUCK = re.compile(r"[^\s(/\-–“\"]")
_OF_GOVERNMENT = re.compile(r" của Chính phủ(?=[A-ZĐ])")
_OTHER_SECTION = re.compile(r"(?<=[\w)])Cơ quan thực hiện(?=[A-ZĐ]).*", re.DOTALL)
_RUN_INTO_NEXT = re.compile(r"[a-zà-ỹ)0-9](?:Nghị định|Thông tư|Luật|Quyết định|Nghị quyết|Quy định)\b")


@dataclass(frozen=True)
class _Cell:
    start: int
    end: int


def read_legal_basis(text: str) -> tuple[list[LegalAct], list[Flag]]:
    """Split the table into its documents. What has no number of its own keeps its whole text as title, flagged."""
    text = _OTHER_SECTION.sub("", mended(text))
    if stated(text) is None:
        return [], []
    body = one_line(text.removeprefix(_HEADER))
    acts = []
    flags = []
    start = 0
    for cell in _cells(body):
        acts.append(legal_act(body[cell.start : cell.end], body[start : cell.start]))
        start = cell.end
    rest = body[start:].strip()
    if rest and not (acts and rest.startswith("ngày")):  # else words of the last number's own cell
        acts.append(legal_act(None, rest))
    for place, act in enumerate(acts):
        if act.number is None or _RUN_INTO_NEXT.search(act.title or ""):
            flags.append(Flag(field=f"legal_basis[{place}]", reason="Không tách được số ký hiệu khỏi tên văn bản."))
    return acts, flags


def _cells(body: str) -> Iterator[_Cell]:
    """The cells that hold a number: one that sticks to the end of its title, and that no words of a title follow."""
    title = 0
    for found in _NUMBER.finditer(body):
        start = _number_start(body, title, found)
        if body.startswith("/", start - 1):  # the end of a date: "4/5/2020"
            continue
        number = body[start : found.end()]
        words = _WORDS.search(body, title, start)
        begins = words.start() if words and words[0].strip(": ") else start
        if begins == title and start > title and not body[start - 1].isspace():
            begins = start  # "Luật28/2023/QH15": the word is the title
        sticks = begins > title and (start > found.start() or bool(_STUCK.match(body, begins - 1)))
        repeats = sticks and number in body[title:begins]
        if sticks and not repeats and _follows_again(body, found.end(), number):
            yield _own_number(body, title, begins)  # the row before, whose number is not like one
            title = begins
            continue
        after = _ENDS.match(body, found.end()) or (_OF_GOVERNMENT.match(body, found.end()) if sticks else None)
        if repeats or ((sticks or _ends_row(body, found.end(), number)) and after):
            title = after.end() if after else found.end()
            yield _Cell(begins, title)


def _follows_again(body: str, place: int, number: str) -> bool:
    """Say whether the same number follows once more, in its own cell: what stands before ``place`` is its title."""
    short = "/".join(number.split("/")[:2])
    again = re.compile(rf"(?:(?:{_KIND}|TT|NĐ)\s*)?(?:[Ss]ố)?\s*(?:{re.escape(number)}|{re.escape(short)}(?=[A-ZĐ]|$))")
    return bool(again.match(body, place))


def _own_number(body: str, title: int, end: int) -> _Cell:
    """The cell at the end of a row: a number that closes it, else an empty one."""
    starts = [
        found.start() for found in _NUMBER.finditer(body, title, end) if title < found.start() and found.end() == end
    ]
    return _Cell(starts[-1] if starts else end, end)


def _number_start(body: str, title: int, found: re.Match[str]) -> int:
    """Where a number begins: after the digits with which its title ends, a year or what precedes the same number."""
    digits = re.split("[/-]", found[0])[0]
    said = body[title : found.start()]
    for place in range(len(digits)):
        if _stands_in(said, found[0][place : len(digits) + 5]):
            return found.start() + place
    year = _YEAR.match(body, found.start())
    return year.end() if year else found.start()


def _stands_in(said: str, number: str) -> bool:
    """Say whether the number stands in the text, and not as the end of a longer one."""
    place = said.find(number)
    while place > 0 and (said[place - 1].isdigit() or said[place - 1] in "./"):
        place = said.find(number, place + 1)
    return place >= 0


def _ends_row(body: str, place: int, number: str) -> bool:
    """Say whether nothing or the next title follows, and not the same number once more, in its own cell."""
    following = _NEXT_TITLE.match(body, place)
    if _follows_again(body, place, number):
        return False
    return place == len(body) or (following is not None and following["number"] != number)

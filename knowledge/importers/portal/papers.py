"""The portal's table of papers, flattened into one string: groups, each with its rows of name, forms and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.importers.readings.forms import ends_in_file, split_forms
from knowledge.importers.readings.papers import is_label, is_only_use, paper, use_of
from knowledge.importers.text import mended, one_line
from knowledge.procedure import Flag, Paper, PaperGroup

_HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_NO_TITLE = {"", "--", "----"}
# "01 bản chính" stands in names; the counts of the table have no leading zero and stick to what precedes them.
_COUNTS = re.compile(r"(?<!\d)0\d bản chính|(?P<originals>\d) bản chính(?:,(?P<copies>\d+) bản sao)?")


def is_table(text: str) -> bool:
    """Say whether the text is the table of papers, and not a piece of the steps in its place."""
    return _HEADER in text


def read_papers(text: str) -> tuple[list[PaperGroup], list[Flag]]:
    """Split the table into groups and rows, in the source's order. A text that is no table has no papers."""
    title, *bodies = mended(text).split(_HEADER)
    groups: list[PaperGroup] = []
    flags: list[Flag] = []
    for body in bodies:
        rows, following = _rows(body)
        group, reasons = _group(title, rows)
        flags += [Flag(field=f"papers[{len(groups)}]{where}", reason=reason) for where, reason in reasons]
        groups.append(group)
        title = following
    if bodies and one_line(title) not in _NO_TITLE:
        groups.append(_remark(title))
        flags.append(Flag(field=f"papers[{len(groups) - 1}]", reason="Đoạn văn sau bảng giấy tờ."))
    return groups, flags


def _rows(body: str) -> tuple[list[tuple[str, int, int]], str]:
    """The rows of one group, and the text after them: the next group's title."""
    rows = []
    start = 0
    for found in _COUNTS.finditer(body):
        if found["originals"] is not None:
            rows.append((body[start : found.start()], int(found["originals"]), int(found["copies"] or 0)))
            start = found.end()
    return rows, body[start:]


def _group(title: str, rows: list[tuple[str, int, int]]) -> tuple[PaperGroup, list[tuple[str, str]]]:
    title = one_line(title).removeprefix("--").strip()
    items: list[Paper] = []
    reasons: list[tuple[str, str]] = []
    for text, originals, copies in rows:
        where = f".items[{len(items)}]"
        item = _item(text, originals, copies, title)
        reasons += [(where, reason) for reason in _oddities(text, item)]
        if item.name:
            items.append(item)
    case = None if title in _NO_TITLE or is_only_use(title) or is_label(title) else title
    return PaperGroup(case=case, use=use_of(title), items=items), reasons


def _item(text: str, originals: int, copies: int, group: str) -> Paper:
    name, form = split_forms(text)
    return paper(name, originals, copies, form, group=group)


def _oddities(text: str, item: Paper) -> Iterator[str]:
    if not item.name:
        yield "Dòng không có tên giấy tờ, đã bỏ qua."
    if ends_in_file(text) and item.form is None:
        yield "Không tách được tên tệp biểu mẫu khỏi tên giấy tờ."
    if re.search(r"\s\d$", text):
        yield "Tên giấy tờ kết thúc bằng một chữ số, có thể thuộc về số lượng."
    if item.kind == "paper" and not item.originals and not item.copies:
        yield "Giấy tờ ghi 0 bản chính, 0 bản sao."


def _remark(text: str) -> PaperGroup:
    """Text in the place of a table, kept whole."""
    return PaperGroup(items=[Paper(name=one_line(text), kind="note")])

"""What can be found: published procedures, and what is known not to be ours, as plain rows for ranking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, Protocol

from search.text import clean, normalise

OutsideKind = Literal["off_topic", "no_data", "other_authority"]
_KINDS: dict[str, OutsideKind] = {
    "off_topic": "off_topic",
    "no_data": "no_data",
    "other_authority": "other_authority",
}

# What a name says of where it is carried out, or its own code: no part of what it is called.
_ASIDE = re.compile(
    r"\(\s*(?:(?:được )?(?:thực hiện|áp dụng)?\s*(?:tại|ở)?\s*(?:cấp|trung ương)\s+[^()]*|\d+\.\d+[^()]*)\)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\W*thủ tục\s+(?!hành chính)", re.IGNORECASE)


class Findable(Protocol):
    """What can be found: a procedure, a guide, a life event (``knowledge``). Without details it is left out."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def levels(self) -> Sequence[str]: ...
    @property
    def agency(self) -> str | None: ...
    @property
    def field(self) -> str | None: ...
    @property
    def audience(self) -> Sequence[str]: ...
    @property
    def details(self) -> bool: ...


@dataclass(frozen=True)
class IndexRecord:
    """One row of the index.

    Attributes:
        code: the procedure's code; of what is not ours, ``""``.
        name: the official name; of what is not ours, the line as written.
        levels, agency, field, audience: as the procedure states them.
        texts: what it is called and how it is asked for; the first is the name without asides.
        outside: None for a procedure, else why it is refused.
        authority: whose matter it is, where ``outside`` is ``other_authority``.
        group: a number shared by procedures that nobody can tell apart: together they are one choice.
        kin: a number shared by procedures that are asked for in the same words: any of them is right.
        shown: the name to offer it by, told apart from others of that name by level or agency.
    """

    code: str
    name: str
    texts: tuple[str, ...]
    levels: tuple[str, ...] = ()
    agency: str | None = None
    field: str | None = None
    audience: tuple[str, ...] = ()
    outside: OutsideKind | None = None
    authority: str | None = None
    group: int = 0
    kin: int = 0
    shown: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give all but the texts, which a snapshot keeps apart."""
        row = asdict(self)
        del row["texts"]
        return row


@dataclass(frozen=True)
class Outside:
    """A question that is not ours: a line of ``out_of_scope.txt`` or ``gaps.tsv``."""

    text: str
    kind: OutsideKind
    authority: str | None = None


def read_outside(nlu_data: Path) -> list[Outside]:
    """Read ``out_of_scope.txt`` and ``gaps.tsv`` of the folder, where they exist.

    A line is ``question<TAB>kind<TAB>authority``; without a kind it is ``off_topic`` (``no_data`` in gaps.tsv).

    Raises:
        ValueError: a kind that is none of off_topic, no_data, other_authority.
    """
    found: list[Outside] = []
    for name, default in (("out_of_scope.txt", "off_topic"), ("gaps.tsv", "no_data")):
        path = nlu_data / name
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            text, kind, authority, *_ = [*(column.strip() for column in line.split("\t")), "", ""]
            if (kind or default) not in _KINDS:
                raise ValueError(f"{name}, dòng {number}: không có loại '{kind}' (chỉ có {', '.join(_KINDS)})")
            found.append(Outside(text, _KINDS[kind or default], authority or None))
    return found


def records_of(
    procedures: Iterable[Findable], questions: Mapping[str, Sequence[str]], outside: Iterable[Outside]
) -> list[IndexRecord]:
    """Give a row for each procedure, in the order of their codes, then for each line that is not ours."""
    rows: list[IndexRecord] = []
    groups: dict[object, int] = {}
    kin: dict[object, int] = {}
    for procedure in sorted(procedures, key=lambda p: p.code):
        if not procedure.details:
            continue
        key = (normalise(procedure.name), tuple(sorted(procedure.levels)), procedure.agency)
        group = groups.setdefault(key, len(groups))
        asked = [text for text in questions.get(procedure.code, ()) if text.strip()]
        texts = dict.fromkeys([plain_name(procedure.name), *asked])
        rows.append(
            IndexRecord(
                code=procedure.code,
                name=clean(procedure.name),
                texts=tuple(texts),
                levels=tuple(procedure.levels),
                agency=procedure.agency,
                field=procedure.field,
                audience=tuple(procedure.audience),
                group=group,
                kin=kin.setdefault(frozenset(asked) or group, len(kin)),
            )
        )
    rows = [replace(row, shown=name) for row, name in zip(rows, _distinguishing_names(rows), strict=True)]
    for number, line in enumerate(outside, len(groups) + len(kin)):
        rows.append(
            IndexRecord(
                "", line.text, (line.text,), outside=line.kind, authority=line.authority, group=number, kin=number
            )
        )
    return rows


def _distinguishing_names(records: Sequence[IndexRecord]) -> list[str]:
    """Give the name to show for each procedure: those of one name, but of other levels or agencies, say which."""
    same: dict[str, list[int]] = {}
    for at, record in enumerate(records):
        same.setdefault(normalise(record.name), []).append(at)
    shown = [record.name for record in records]
    for positions in same.values():
        twins = [records[at] for at in positions]
        by_level = len({twin.levels for twin in twins}) > 1
        if not by_level and len({twin.agency for twin in twins}) == 1:
            continue
        for at, twin in zip(positions, twins, strict=True):
            aside = f"cấp {', '.join(twin.levels)}" if by_level else twin.agency
            shown[at] = f"{twin.name} ({aside})" if aside else twin.name
    return shown


def plain_name(name: str) -> str:
    """Give a name without its asides: "(thực hiện tại cấp xã)", its own code, "Thủ tục" at the beginning."""
    return _LEAD.sub("", _ASIDE.sub(" ", clean(name))).strip(" .;") or clean(name)

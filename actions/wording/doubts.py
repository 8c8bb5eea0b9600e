"""Which of a record's numbers its flags make doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from knowledge.procedure import Flag, Procedure

# A flag of the whole table says in its reason which of the two it means.
_SAYS = {
    "fee": re.compile(r"\b(?:phí|miễn|thu)\b", re.IGNORECASE),
    "time": re.compile(r"\b(?:thời hạn|ngày)\b", re.IGNORECASE),
}
_ROW = re.compile(r"submissions(?:\[(\d+)\])?(?=\.|$)")
_FREE = re.compile(r"miễn phí", re.IGNORECASE)

Doubtful = Literal["fee", "time"]


def doubtful(procedure: Procedure, part: Doubtful, rows: Sequence[int]) -> bool:
    """Say whether a flag makes the fees or the times of these rows doubtful.

    Who wrote a curated record has settled what the flags of the whole table say.
    """
    for flag in _flags_of(procedure, rows):
        whole_table = flag.field == "submissions" and not procedure.curated
        if part in flag.field or (whole_table and _SAYS[part].search(flag.reason)):
            return True
    return False


def free_doubtful(procedure: Procedure, rows: Sequence[int]) -> bool:
    """Say whether a flag of these rows contradicts that they are free of charge."""
    return any(_FREE.search(flag.reason) for flag in _flags_of(procedure, rows))


def _flags_of(procedure: Procedure, rows: Sequence[int]) -> list[Flag]:
    """The flags of these rows of the table, and those of the whole table."""
    flags = []
    for flag in procedure.flags:
        match = _ROW.match(flag.field)
        if match and (match[1] is None or int(match[1]) in rows):
            flags.append(flag)
    return flags

"""What is to be paid: one fee cell of a source, such as "50,000 Việt Nam Đồng(Lệ phí…)" or "Miễn phí"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from knowledge.procedure import Fee


@dataclass(frozen=True)
class FeeReading:
    """The amounts that are certain, the cell's own words, who sets them, and what an editor should look at."""

    fees: list[Fee] = field(default_factory=list)
    text: str | None = None
    set_by: Literal["province"] | None = None
    flags: list[str] = field(default_factory=list)


def read_fees(cell: str | None) -> FeeReading:
    """Read one fee cell, given as the source has it: amount or "Miễn phí" first, an explanation in brackets after it.

    An amount of 0 is returned only where nothing in the cell contradicts it. What is not certain has no amount and a
    flag; ``text`` is always the whole cell, ``None`` where the source says nothing.
    """
    raise NotImplementedError

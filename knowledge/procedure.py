"""The procedure (thủ tục hành chính): what the project knows of one, as docs/interfaces.md shows it in JSON.

What a source does not state is ``None`` or an empty list. Nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, field_validator

Level = Literal["bộ", "tỉnh", "xã", "khác"]
Jurisdiction = Literal["province", "commune", "central", "other_province"]
Way = Literal["direct", "online", "post"]
TimeUnit = Literal["working_day", "day", "hour", "month", "year"]


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Amount = Annotated[Decimal, PlainSerializer(_plain_number, return_type=int | float)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Form(_Part):
    """A form that comes with a paper: its file or title, and where it can be fetched."""

    name: str
    url: str | None = None


class Paper(_Part):
    """One row of the table of papers."""

    name: str
    originals: int | None = Field(None, ge=0, description="how many originals (bản chính) are handed in or shown")
    copies: int | None = Field(None, ge=0, description="how many copies (bản sao)")
    form: Form | None = None
    kind: Literal["paper", "note"] = "paper"
    when: str | None = Field(None, description="the case in which it is needed, in the source's words")
    note: str | None = None


class PaperGroup(_Part):
    """Papers that belong together: one group of the source's table."""

    case: str | None = None
    use: Literal["submit", "present"] | None = None
    items: list[Paper] = []


class Duration(_Part):
    """How long the authority takes."""

    value: Amount
    unit: TimeUnit


class Fee(_Part):
    """One amount to pay. An amount of 0 says that it is free of charge."""

    amount: Amount
    currency: str = "VND"
    note: str | None = None
    from_: dt.date | None = Field(None, alias="from", description="first day on which the amount holds")
    until: dt.date | None = Field(None, description="last day on which the amount holds")

    model_config = ConfigDict(extra="forbid", populate_by_name=True, str_strip_whitespace=True)


class Submission(_Part):
    """One way of handing the dossier in, with its time and its fees."""

    way: Way
    time: Duration | None = None
    time_text: str | None = None
    fees: list[Fee] = []
    fee_text: str | None = None
    set_by: Literal["province"] | None = None
    online_level: Literal["full", "partial"] | None = None
    note: str | None = None


class Place(_Part):
    """Where the dossier is handed in."""

    name: str
    address: str | None = None
    note: str | None = None


class LegalAct(_Part):
    """A legal document (văn bản): its number and its title."""

    number: str | None = None
    title: str | None = None


class Source(_Part):
    """Where the facts come from. ``as_of`` is the day of the data, ``None`` where the source has no date."""

    title: str
    url: str | None = None
    as_of: dt.date | None = None


class Flag(_Part):
    """Something that an editor should look at: the field, and what is odd about it."""

    field: str
    reason: str


class Origin(_Part):
    """What a curated record was written from, so that a later import can be held against it."""

    decision: str | None = None
    as_of: dt.date | None = None
    digest: str


class Procedure(_Part):
    """One thủ tục hành chính, named by its national code (``1.001193``)."""

    code: str = Field(pattern=r"^[0-9]{1,2}\.[0-9]{6}(\.\S+)?$")
    name: str = Field(min_length=1)
    decision: str | None = None
    levels: list[Level] = []
    field: str | None = None
    agency: str | None = None
    audience: list[str] = []
    jurisdiction: Jurisdiction | None = None
    papers: list[PaperGroup] = []
    submissions: list[Submission] = []
    places: list[Place] = []
    steps: str | None = None
    conditions: str | None = None
    result: str | None = None
    legal_basis: list[LegalAct] = []
    source: Source
    version: int = 0
    details: bool = Field(True, description="False for an entry of a list only: the official page is all there is")
    curated: bool = Field(False, description="True where conditions, steps and papers are in our own words")
    origin: Origin | None = None
    flags: list[Flag] = []

    @field_validator("flags")
    @classmethod
    def _each_once(cls, flags: list[Flag]) -> list[Flag]:
        return list({(flag.field, flag.reason): flag for flag in flags}.values())

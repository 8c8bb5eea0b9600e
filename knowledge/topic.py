"""What people ask for that is no procedure: a guide (how to do something), a life event (procedures in order).

Search finds both beside procedures, so that they carry what it reads of a procedure: code, name, field.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Topic(_Part):
    """What guides and life events have in common.

    Attributes:
        code: the address of its page, ``huong-dan/otp-khong-den``.
        name: its title.
        as_of: the day on which it was written or last held against what it rests on.
    """

    code: str
    name: str = Field(min_length=1)
    as_of: dt.date

    levels: ClassVar[tuple[str, ...]] = ()
    agency: ClassVar[str | None] = None
    field: ClassVar[str]
    audience: ClassVar[tuple[str, ...]] = ()
    details: ClassVar[bool] = True


class Guide(Topic):
    """A short page in our own words.

    Attributes:
        text: what to do, numbered where it is a way of several steps.
        procedures: codes of procedures that it leads to.
        rests_on: the rule or page behind it, where there is one.
    """

    code: str = Field(pattern=r"^huong-dan/[a-z0-9-]+$")
    text: str = Field(min_length=1)
    procedures: tuple[str, ...] = ()
    rests_on: str | None = None

    field: ClassVar[str] = "Hướng dẫn"


class EventStep(_Part):
    """One procedure of a life event: its code, what it is for, and when it is not needed."""

    code: str
    what: str = Field(min_length=1)
    note: str | None = None


class EventPaper(_Part):
    """One paper, and the numbers (from 1) of the steps that ask for it."""

    name: str = Field(min_length=1)
    steps: tuple[int, ...] = Field(min_length=1)
    note: str | None = None


class LifeEvent(Topic):
    """Several procedures that one event of life brings, in the order in which they are done, their papers merged."""

    code: str = Field(pattern=r"^su-kien/[a-z0-9-]+$")
    intro: str = Field(min_length=1)
    steps: tuple[EventStep, ...] = Field(min_length=2)
    papers: tuple[EventPaper, ...] = Field(min_length=1)

    field: ClassVar[str] = "Sự kiện trong đời"


def leads_to(topic: Topic) -> list[str]:
    """Give the codes of the procedures that a topic leads to, in its order."""
    if isinstance(topic, LifeEvent):
        return [step.code for step in topic.steps]
    return list(topic.procedures) if isinstance(topic, Guide) else []

"""Subjects: what a first word names before any procedure is meant ("xe máy", "đất đai"), and its usual matters."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Matter(BaseModel):
    """One usual matter of a subject.

    Attributes:
        code: the procedure, guide or life event.
        title: what people call it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    code: str
    title: str = Field(min_length=1, max_length=60)


class Subject(BaseModel):
    """What a bare word or phrase names.

    Attributes:
        code: its address, ``chu-de/xe``.
        name: its title.
        ways: how people say it; a message that says nothing else means it.
        asks: what is asked of the person, without "anh/chị" before it; empty asks which of the matters.
        ordinary: whether the first matter is the ordinary form, answered at once with the others as buttons.
        matters: in the order in which people want them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    code: str = Field(pattern=r"^chu-de/[a-z0-9-]+$")
    name: str = Field(min_length=1)
    ways: tuple[str, ...] = Field(min_length=1)
    asks: str = ""
    ordinary: bool = False
    matters: tuple[Matter, ...] = Field(min_length=1, max_length=7)

    @model_validator(mode="before")
    @classmethod
    def _matters_as_pairs(cls, raw: object) -> object:
        """Read ``["1.001193", "Khai sinh cho con"]`` as a matter."""
        if isinstance(raw, dict) and isinstance(raw.get("matters"), list):
            told = [{"code": m[0], "title": m[1]} if isinstance(m, list) and len(m) == 2 else m for m in raw["matters"]]
            return {**raw, "matters": told}
        return raw

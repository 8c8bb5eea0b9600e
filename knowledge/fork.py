"""Forks: like procedures of which the wrong one sends a person home, and the question that tells them apart."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Branch(BaseModel):
    """One way to go.

    Attributes:
        code: the procedure.
        title: what it is for, as the choice says it.
        when: words that decide for it, wherever they are said.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    title: str = Field(max_length=90)
    when: tuple[str, ...]


class Fork(BaseModel):
    """A question asked back where nothing that was said decides.

    Attributes:
        asks: what is asked of the person, without "anh/chị" before it: "cần bản sao hay đăng ký lại".
        about, said: of each, words one of which must be said for the question; none where any words will do.
        branches: the ways to go, in the order in which people want them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    asks: str
    about: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = Field(min_length=2, max_length=5)

    @model_validator(mode="after")
    def _each_once(self) -> Fork:
        codes = [branch.code for branch in self.branches]
        if len(set(codes)) < len(codes):
            raise ValueError(f"một mã đứng hai lần trong ngã rẽ «{self.asks}»: {codes}")
        return self

"""What the front door itself says to people, read from ``bot/web/texts.toml``."""

from __future__ import annotations

from pathlib import Path

import tomllib
from pydantic import BaseModel, ConfigDict

from bot.conversations.messages import Kind

BUNDLED = Path(__file__).parent / "texts.toml"


class ProblemText(BaseModel):
    """Title and detail of a problem; the detail may hold ``{names}``."""

    model_config = ConfigDict(extra="forbid")

    title: str
    detail: str


class Offer(BaseModel):
    """A button that is always offered: its title, and what it says."""

    model_config = ConfigDict(extra="forbid")

    title: str
    payload: str


class Said(BaseModel):
    """What the assistant says where Rasa has no part in it."""

    model_config = ConfigDict(extra="forbid")

    trouble: str
    sorry: str
    given_up: str
    nothing_said: str
    hour: str
    more_follows: str
    ask_person: Offer
    kinds: dict[Kind, str]


class Example(BaseModel):
    """A question that the chat page offers to begin with."""

    model_config = ConfigDict(extra="forbid")

    title: str
    question: str


class Texts(BaseModel):
    """All of the file."""

    model_config = ConfigDict(extra="forbid")

    said: Said
    examples: list[Example]
    weekdays: list[str]
    problems: dict[str, ProblemText]
    page: dict[str, str]

    @classmethod
    def load(cls) -> Texts:
        """Read the bundled file."""
        return cls.model_validate(tomllib.loads(BUNDLED.read_text(encoding="utf-8")))

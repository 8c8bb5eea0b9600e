"""What comes of a waiting message: it is answered, or it waits for longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from actions.reply import Reply

REFUSALS = ("off_topic", "no_data", "other_authority")


class Candidate(BaseModel):
    """A procedure that search found, and how well it fits."""

    code: str
    score: float


class Missed(BaseModel):
    """Why a question could not be answered, and what came nearest to it, the best first."""

    reason: str = Field(min_length=1, max_length=32)
    candidates: list[Candidate] = []

    @classmethod
    def of(cls, replies: Sequence[Reply]) -> Missed | None:
        """Give what replies say by themselves: a refusal's reason."""
        reasons = [reply.reason for reply in replies if reply.type == "refusal" and reply.reason in REFUSALS]
        return cls(reason=str(reasons[0])) if reasons else None


@dataclass(frozen=True)
class Answered:
    """The conversation's new state, what is said (perhaps nothing, where a person answers later), what was missed."""

    state: dict[str, Any]
    replies: Sequence[Reply]
    missed: Missed | None = None


@dataclass(frozen=True)
class Later:
    """The answer takes longer: what is said of that, once, and when it is tried again."""

    notice: Reply
    retry_at: dt.datetime

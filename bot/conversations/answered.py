"""What comes of a waiting message: it is answered, or it waits for longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.reply import Missed, Reply


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

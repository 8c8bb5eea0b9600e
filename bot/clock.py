"""The clock of the world, handed to whatever needs the time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def world_clock() -> dt.datetime:
    """The time now, in UTC."""
    return dt.datetime.now(dt.UTC)

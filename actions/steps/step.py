"""What every step of a turn is."""

from __future__ import annotations

from typing import Protocol

from actions.moment import Moment
from actions.reply import Reply


class Step(Protocol):
    """One step: what it may touch is named in its constructor, and nothing else is touched."""

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Say what there is to say to the message; ``None`` or nothing lets the next step speak."""

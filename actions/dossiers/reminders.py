"""Reminders to the units that have a dossier, in the memory of one process."""

from __future__ import annotations

import datetime as dt


class MemoryReminders:
    """Numbers reminders; what keeps them for good is handed in by whoever builds the actions."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str | None, str, dt.datetime]] = []

    def add(self, dossier: str, unit: str | None, conversation: str, now: dt.datetime) -> int:
        """Keep a reminder; give its number."""
        self.kept.append((dossier, unit, conversation, now))
        return len(self.kept)

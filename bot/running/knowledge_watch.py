"""What is published, as this process has it in memory, and the watch that swaps it when a newer one is published."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from actions.sources import Searches
from knowledge.procedure import Procedure

logger = logging.getLogger(__name__)
LOOK_EVERY_S = 1.0
RETRY_AFTER_S = 10.0


@dataclass(frozen=True)
class Entry:
    """A procedure in a list."""

    code: str
    name: str
    field: str | None
    levels: tuple[str, ...]
    agency: str | None

    @classmethod
    def of(cls, procedure: Procedure) -> Entry:
        """The entry of a procedure."""
        return cls(procedure.code, procedure.name, procedure.field, tuple(procedure.levels), procedure.agency)


class Live(NamedTuple):
    """What decides whether a process has the newest: the published version, and the model that was chosen here."""

    version: int
    model: str = ""


@dataclass(frozen=True)
class Published:
    """One published state, with its searcher and its procedures by name."""

    live: Live
    searcher: Searches
    entries: tuple[Entry, ...]


class KnowledgeWatch:
    """Holds the published state that is live here."""

    def __init__(self, newest: Callable[[], Live], load: Callable[[Live], Published]) -> None:
        """Take what tells the newest state, and what loads it. Both may take long: they run in threads."""
        self._newest = newest
        self._load = load
        self._current: Published | None = None

    @property
    def current(self) -> Published:
        """What is live here.

        Raises:
            RuntimeError: ``load`` was not awaited yet.
        """
        if self._current is None:
            raise RuntimeError("nothing is loaded yet: await load() first")
        return self._current

    async def load(self) -> None:
        """Load what is published, where it is another than what is live here."""
        newest = await asyncio.to_thread(self._newest)
        if self._current is None or newest != self._current.live:
            self._current = await asyncio.to_thread(self._load, newest)
            logger.info("version %d of the knowledge is live", newest.version)

    async def watch(self) -> None:
        """Take up each newly published state and retrained model, until cancelled.

        What cannot be loaded leaves the old one live.
        """
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.load()
            except Exception:
                logger.exception("the published state cannot be loaded")
                await asyncio.sleep(RETRY_AFTER_S)

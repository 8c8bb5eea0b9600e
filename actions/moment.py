"""The moment of a turn: one message, the state it finds, and what search and the store give for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from actions.heard import Heard
from actions.private_data import Kind
from actions.reply import Reply
from actions.sources import Searches, SearchResult, Sources
from actions.state import Aspect, State
from knowledge.procedure import Procedure
from knowledge.topic import Topic

NOTHING_ASKED: tuple[list[Aspect], ...] = ([], ["overview"])


class Moment:
    """What one message brings. It is searched at most once, and each procedure is read at most once.

    Attributes:
        heard: the message.
        state: what the conversation knows; the steps change it to what it knows afterwards.
        before: what is said before the answer.
        asked_for: kinds of private data that we asked for ourselves.
    """

    def __init__(self, heard: Heard, state: State, sources: Sources) -> None:
        self.heard = heard
        self.state = state
        self.before: list[Reply] = []
        self.asked_for: set[Kind] = set()
        self._sources = sources
        self._searches: Searches | None = None
        self._found: SearchResult | None = None
        self._read: dict[str, Procedure | None] = {}

    async def found(self) -> SearchResult:
        """Give what search finds for the message."""
        if self._found is None:
            self._found = await asyncio.to_thread(self.searches.search, self.heard.question)
        return self._found

    @property
    def searches(self) -> Searches:
        """Give the searcher of this turn: the same one from its beginning to its end."""
        if self._searches is None:
            self._searches = self._sources.searcher()
        return self._searches

    async def entry(self, code: str) -> Procedure | Topic | None:
        """Give the procedure, guide or life event of this code, ``None`` where there is none."""
        return self.topic(code) or await self.procedure(code)

    @property
    def searched(self) -> SearchResult | None:
        """Give what search has found, ``None`` where no step has asked."""
        return self._found

    async def procedure(self, code: str) -> Procedure | None:
        """Give the published procedure of this code, ``None`` where there is none."""
        if code not in self._read:
            self._read[code] = await asyncio.to_thread(self._sources.procedures.procedure, code)
        return self._read[code]

    def topic(self, code: str) -> Topic | None:
        """Give the guide or life event of this code, ``None`` where there is none."""
        return self._sources.topics.get(code)

    async def entries(self, codes: Iterable[str]) -> list[Procedure | Topic]:
        """Give what can be offered under these codes; those that name nothing are left out."""
        entries = [await self.entry(code) for code in codes]
        return [entry for entry in entries if entry is not None]

    @property
    def wanted(self) -> list[Aspect]:
        """Give the aspects that are asked now, else those that wait for the procedure."""
        asked = list(self.heard.aspects)
        return list(self.state.asked) if asked in NOTHING_ASKED and self.state.asked else asked

"""The doorbell: wakes who waits for what is said in a conversation, also when another process said it."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa

logger = logging.getLogger(__name__)
LOOK_EVERY_S = 0.5


class Doorbell:
    """Rings for the listeners of a conversation. All of it happens on one event loop."""

    def __init__(self, last_seqs: Callable[[Collection[str]], Mapping[str, int]]) -> None:
        """Take what gives the number of the last message by conversation (``Outbox.last_seqs``)."""
        self._last_seqs = last_seqs
        self._listeners: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Tell whether the server stops, and listeners should go."""
        return self._closed

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever there is something to look at, until the listener clears it."""
        bell = asyncio.Event()
        self._listeners[conversation_id].add(bell)
        try:
            yield bell
        finally:
            self._listeners[conversation_id].discard(bell)
            if not self._listeners[conversation_id]:
                del self._listeners[conversation_id]

    def ring(self, conversation_id: str) -> None:
        """Wake the listeners of one conversation."""
        for bell in self._listeners.get(conversation_id, ()):
            bell.set()

    def close(self) -> None:
        """Wake all listeners for the last time."""
        self._closed = True
        for conversation_id in list(self._listeners):
            self.ring(conversation_id)

    async def watch(self) -> None:
        """Look for what other processes said, until cancelled. A deleted conversation rings as well."""
        seen: Mapping[str, int] = {}
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            listened = list(self._listeners)
            if not listened:
                continue
            try:
                now = await asyncio.to_thread(self._last_seqs, listened)
            except sa.exc.SQLAlchemyError as error:
                logger.warning("the doorbell cannot read the database: %s", type(error).__name__)
                continue
            for conversation_id in listened:
                if seen.get(conversation_id) != now.get(conversation_id) or conversation_id not in now:
                    self.ring(conversation_id)
            seen = now

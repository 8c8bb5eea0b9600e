"""Handling: the waiting messages of a conversation, each taken to who answers, and what comes of it to the outbox."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.conversations.answered import Answered, Later
from bot.conversations.answering import Answerer
from bot.conversations.inbox import Inbox, Waiting
from bot.conversations.leases import LeaseLost
from bot.conversations.outbox import Outbox
from bot.web.metrics import Metrics


class Handling:
    """The work of answering conversations."""

    def __init__(
        self,
        inbox: Inbox,
        outbox: Outbox,
        answerer_of: Callable[[Waiting], Answerer],
        said: Callable[[str], None],
        metrics: Metrics,
    ) -> None:
        """Take its parts, what chooses who answers a message, and what is told in which conversation something is new.

        Both run on the event loop, and must not wait.
        """
        self._inbox = inbox
        self._outbox = outbox
        self._answerer_of = answerer_of
        self._said = said
        self._metrics = metrics

    def due(self) -> sa.Select[str]:
        """Select the conversations that can be answered now."""
        return self._inbox.due()

    async def do(self, conversation_id: str, holder: str) -> bool:
        """Handle what waits in one conversation, in order; give whether its lease is still held.

        Raises:
            LeaseLost: the lease went to somebody else.
        """
        while (waiting := await asyncio.to_thread(self._inbox.next, conversation_id)) is not None:
            if not await self._handle(waiting, holder):
                return False
        return True

    async def _handle(self, waiting: Waiting, holder: str) -> bool:
        """Handle one message; give whether another one can be handled now. If not, the lease is given back."""
        began = time.monotonic()
        answerer = self._answerer_of(waiting)
        try:
            return await self._answer(waiting, holder, await answerer.answer(waiting), began)
        except LeaseLost:
            raise
        except Exception as error:
            # Whatever it was: the citizen hears of it, and the message is kept.
            instead = answerer.excuse(waiting, error)
        if isinstance(instead, Answered):
            return await self._answer(waiting, holder, instead, began)
        await self._put_off(waiting, holder, instead)
        return False

    async def _answer(self, waiting: Waiting, holder: str, answered: Answered, began: float) -> bool:
        conversation_id = waiting.conversation
        more_waits = await asyncio.to_thread(self._outbox.answer, conversation_id, holder, waiting.seq, answered)
        self._said(conversation_id)
        self._metrics.handling.observe(time.monotonic() - began)
        for reply in answered.replies:
            self._metrics.replies.labels(reply.type).inc()
        return more_waits

    async def _put_off(self, waiting: Waiting, holder: str, later: Later) -> None:
        await asyncio.to_thread(self._outbox.put_off, waiting.conversation, holder, later)
        self._said(waiting.conversation)
        if waiting.told_at is None:
            self._metrics.replies.labels(later.notice.type).inc()

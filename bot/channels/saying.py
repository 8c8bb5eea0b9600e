"""What is said on any channel: cleaned, measured, stored, and told to who answers it."""

from __future__ import annotations

import asyncio
import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from actions.heard import LONGEST
from bot.conversations.inbox import Inbox, Stored
from bot.conversations.messages import Arriving
from bot.web.metrics import Metrics

KEPT_CONTROLS = "\n\t"
LONGEST_CLIENT_ID = 36


class EmptyText(ValueError):
    """Nothing can be seen in the text."""


class TextTooLong(ValueError):
    """The text has more than ``LONGEST`` characters."""


class Saying:
    """The one way by which channels bring what people say into the inbox."""

    def __init__(self, inbox: Inbox, arrived: Callable[[str], None], metrics: Metrics) -> None:
        """Take the inbox, what is told in which conversation something is new, and what counts messages."""
        self._inbox = inbox
        self._arrived = arrived
        self._metrics = metrics

    async def say(self, channel: str, arriving: Arriving) -> Stored:
        """Store what was said on a channel, and tell who answers it; the same ``client_id`` again changes nothing.

        Raises what ``store`` raises.
        """
        stored = await asyncio.to_thread(self.store, channel, arriving)
        if stored.is_new:
            self.tell(arriving.conversation)
        return stored

    def tell(self, conversation_id: str) -> None:
        """Tell who answers that something new was stored in a conversation; on the event loop."""
        self._arrived(conversation_id)

    def store(self, channel: str, arriving: Arriving) -> Stored:
        """Store what was said on a channel, as it is understood; the same ``client_id`` again changes nothing.

        Raises:
            EmptyText: a text has nothing to be seen.
            TextTooLong: a text is too long.
            NotOffered: a payload stands on no button of this conversation.
            UnknownConversation: the conversation was deleted.
            TooManyMessages: a limit holds it back.
        """
        understood = replace(arriving, text=clean(arriving.text))
        if arriving.kind is not None:
            understood = replace(understood, text=understood.text[:LONGEST])
        elif not arriving.is_payload:
            _measure(understood.text)
        stored = self._inbox.store(understood)
        if stored.is_new:
            self._metrics.messages.labels(channel).inc()
        return stored


def client_id(id: str) -> str:
    """Give an outside system's id of a message as one of ours: itself where it is short enough, else its hash."""
    return (
        id
        if len(id) <= LONGEST_CLIENT_ID
        else hashlib.sha256(id.encode("utf-8", "replace")).hexdigest()[:LONGEST_CLIENT_ID]
    )


def clean(text: str) -> str:
    """Give what a person wrote without control characters and halves of letters; "" where nothing can be seen."""
    written = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(ch for ch in written if ch in KEPT_CONTROLS or unicodedata.category(ch) not in ("Cc", "Cs"))
    return kept.strip() if any(unicodedata.category(ch)[0] not in "CZ" for ch in kept) else ""


def _measure(text: str) -> None:
    if not text:
        raise EmptyText
    if len(text) > LONGEST:
        raise TextTooLong(f"{len(text)} characters, at most {LONGEST}")

"""Limits on how much may be said: what an arriving message is held against before it is stored."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

import sqlalchemy as sa

from bot.conversations.messages import Arriving, Kind
from bot.conversations.tables import message

MINUTE = dt.timedelta(minutes=1)
TOLD: Kind = "too_many"
# At some forty answers a second, the last of them waits for two minutes.
MOST_WAITING = 5000
OVERLOADED_FOR_S = 30


class TooManyMessages(Exception):
    """More messages than a limit allows.

    Attributes:
        retry_after_s: seconds after which the next one is taken.
    """

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"wait {retry_after_s} s")
        self.retry_after_s = retry_after_s


class Overloaded(TooManyMessages):
    """More messages wait than can be answered soon; it is not the sender's doing."""


class Limit(Protocol):
    """One limit. It sees the whole arriving message, so that it may count by anything that is known of it."""

    def hold_back(self, connection: sa.Connection, arriving: Arriving, now: dt.datetime) -> None:
        """Let a message pass, or not; the conversation is locked meanwhile.

        Raises:
            TooManyMessages: it comes too soon after others.
        """


class PerConversation:
    """So many messages a minute in one conversation."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute

    def hold_back(self, connection: sa.Connection, arriving: Arriving, now: dt.datetime) -> None:
        """Hold back where the message before the last allowed one is less than a minute old.

        That somebody was held back may be kept as well ("too_many"), so that they can be told: once a minute.

        Raises:
            TooManyMessages: it is.
        """
        tells = arriving.kind == TOLD
        alike = message.c.kind == TOLD if tells else sa.or_(message.c.kind.is_(None), message.c.kind != TOLD)
        oldest = (
            sa.select(message.c.at)
            .where(message.c.conversation == arriving.conversation, message.c.sender == "citizen", alike)
            .order_by(message.c.seq.desc())
            .offset(0 if tells else self._per_minute - 1)
            .limit(1)
        )
        at = connection.scalar(oldest)
        if at is not None and now - at < MINUTE:
            raise TooManyMessages(max(1, round((at + MINUTE - now).total_seconds())))


class Overall:
    """So many messages may wait for an answer, in all conversations together."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting

    def hold_back(self, connection: sa.Connection, arriving: Arriving, now: dt.datetime) -> None:  # noqa: ARG002
        """Hold back where as many wait.

        Raises:
            Overloaded: they do.
        """
        waiting = sa.select(message.c.id).where(message.c.waiting).limit(1).offset(self._most_waiting - 1)
        if connection.scalar(waiting) is not None:
            raise Overloaded(OVERLOADED_FOR_S)

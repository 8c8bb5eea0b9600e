"""People on Zalo: whether one may be answered now, by the account's free replies and by whether they left it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from bot.channels.zalo.tables import person
from bot.clock import Clock
from bot.conversations.database import Database


@dataclass(frozen=True)
class Allowance:
    """What Zalo lets an account say without charge.

    Attributes:
        window: for how long after a person's last message.
        replies: how many times after each message of theirs; 0: as often as wanted.
    """

    window: dt.timedelta = dt.timedelta(hours=48)
    replies: int = 8


@dataclass(frozen=True)
class Standing:
    """How it stands with one person; ``replies_left`` is None where they are not counted."""

    has_left: bool
    is_over: bool
    replies_left: int | None


class People:
    """What is known of people, by their conversation."""

    def __init__(self, database: Database, clock: Clock, allowance: Allowance) -> None:
        self._database = database
        self._clock = clock
        self._allowance = allowance

    def heard(self, conversation_id: str, at: dt.datetime) -> None:
        """Note that somebody wrote: their replies are counted anew. An older message than the last changes nothing."""
        is_news = sa.or_(person.c.heard_at.is_(None), person.c.heard_at < at)
        self._note(conversation_id, is_news, heard_at=at, left_at=None, replies=0)

    def followed(self, conversation_id: str, at: dt.datetime) -> None:
        """Note that somebody follows the account again."""
        self._note(conversation_id, person.c.left_at < at, left_at=None)

    def left(self, conversation_id: str, at: dt.datetime) -> None:
        """Note that somebody does not follow the account any more, unless they wrote later than that."""
        is_news = sa.or_(person.c.heard_at.is_(None), person.c.heard_at < at)
        self._note(conversation_id, is_news, left_at=at)

    def replied(self, conversation_id: str) -> None:
        """Count one more reply."""
        self._note(conversation_id, sa.true(), replies=person.c.replies + 1)

    def standing(self, conversation_id: str) -> Standing:
        """Give how it stands with somebody; who was never heard of may be answered once."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(person).where(person.c.conversation == conversation_id)).first()
        allowed = self._allowance
        if row is None:
            return Standing(has_left=False, is_over=False, replies_left=allowed.replies or None)
        is_over = row.heard_at is not None and self._clock() - row.heard_at >= allowed.window
        replies_left = max(allowed.replies - row.replies, 0) if allowed.replies else None
        return Standing(row.left_at is not None, is_over, replies_left)

    def _note(self, conversation_id: str, condition: sa.ColumnElement[bool], **values: object) -> None:
        here = person.c.conversation == conversation_id
        with self._database.writing() as connection:
            if connection.scalar(sa.select(person.c.conversation).where(here)) is None:
                connection.execute(person.insert().values(conversation=conversation_id, replies=0))
            connection.execute(person.update().where(here, condition).values(values))

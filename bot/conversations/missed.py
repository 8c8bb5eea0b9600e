"""Missed questions: what could not be answered, kept for the editors until its conversation goes; its count stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from actions.dossiers.local_time import VIETNAM
from actions.reply import Missed, MissedCandidate
from bot.conversations.database import Database
from bot.conversations.tables import missed, missed_count


@dataclass(frozen=True)
class MissedQuestion:
    """A question that was missed, its text masked, with what came nearest to it, the best first."""

    conversation: str
    channel: str
    reason: str
    text: str
    candidates: tuple[MissedCandidate, ...]
    at: dt.datetime


@dataclass(frozen=True)
class MissedCount:
    """How many questions were missed on a day of Vietnam, on a channel, for a reason."""

    day: dt.date
    channel: str
    reason: str
    count: int


def record(connection: sa.Connection, channel: str, question: sa.Row[Any], why: Missed) -> None:
    """Keep a missed question, and count it.

    Args:
        connection: the transaction of its answer.
        channel: where it was asked.
        question: its row of ``bot_message``, masked.
        why: its reason and candidates.
    """
    connection.execute(
        missed.insert().values(
            message=question.id,
            conversation=question.conversation,
            channel=channel,
            reason=why.reason,
            text=question.text,
            candidates=[candidate.model_dump() for candidate in why.candidates],
            at=question.at,
        )
    )
    _count(connection, question.at.astimezone(VIETNAM).date(), channel, why.reason)


class MissedQuestions:
    """What is kept of missed questions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self,
        *,
        reason: str | None = None,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        at_most: int = 100,
    ) -> list[MissedQuestion]:
        """Give the questions that are still kept, the newest first.

        Args:
            reason: why they were missed; ``None``: whatever the reason.
            since: when the first of them was asked.
            until: before when the last of them was asked.
            at_most: how many.
        """
        query = sa.select(missed).order_by(missed.c.at.desc(), missed.c.message).limit(at_most)
        if reason is not None:
            query = query.where(missed.c.reason == reason)
        if since is not None:
            query = query.where(missed.c.at >= since)
        if until is not None:
            query = query.where(missed.c.at < until)
        with self._database.reading() as connection:
            return [_question(row) for row in connection.execute(query)]

    def counts(self, first: dt.date, last: dt.date) -> list[MissedCount]:
        """Give the counts from a day to another one, both included, by day, channel and reason."""
        within = missed_count.c.day.between(first, last)
        query = sa.select(missed_count).where(within).order_by(*missed_count.primary_key)
        with self._database.reading() as connection:
            return [MissedCount(**row._mapping) for row in connection.execute(query)]

    def forget_before(self, moment: dt.datetime) -> int:
        """Delete the questions that were asked before a moment for good; give how many. Their counts stay."""
        with self._database.writing() as connection:
            forgotten = connection.execute(missed.delete().where(missed.c.at < moment)).rowcount
        self._database.forget_deleted()
        return forgotten


def _question(row: sa.Row[Any]) -> MissedQuestion:
    candidates = tuple(map(MissedCandidate.model_validate, row.candidates))
    return MissedQuestion(row.conversation, row.channel, row.reason, row.text, candidates, row.at)


def _count(connection: sa.Connection, day: dt.date, channel: str, reason: str) -> None:
    """Count one more in a group, which another transaction may begin in the same moment."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    one = insert(missed_count).values(day=day, channel=channel, reason=reason, count=1)
    one_more = {"count": missed_count.c.count + 1}
    connection.execute(one.on_conflict_do_update(index_elements=[*missed_count.primary_key], set_=one_more))

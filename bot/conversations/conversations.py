"""Conversations as such: opened, entered with their token, found by whom they are with, deleted."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from actions.dossiers.local_time import VIETNAM
from actions.state import State
from bot.clock import Clock
from bot.conversations.database import Database
from bot.conversations.tables import conversation


class UnknownConversation(Exception):
    """There is no conversation of this id."""


class WrongToken(Exception):
    """The token is not the conversation's."""


@dataclass(frozen=True)
class Opened:
    """A new conversation: its id, and the token that is shown this once."""

    id: str
    token: str


class Conversations:
    """All conversations. A token is kept as its hash only."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open(self, channel: str, subject: str | None = None) -> Opened:
        """Begin a conversation on a channel whose replies are fetched, perhaps about a procedure."""
        opened = Opened(str(uuid.uuid4()), secrets.token_urlsafe(32))
        about = {"state": self._about(subject, {})} if subject else {}
        with self._database.writing() as connection:
            self._begin(connection, opened.id, channel, token_hash=_hash(opened.token), **about)
        return opened

    def turn_to(self, id: str, subject: str) -> None:
        """Make a procedure what a conversation is about from here on."""
        here = conversation.c.id == id
        with self._database.writing() as connection:
            state = connection.scalar(sa.select(conversation.c.state).where(here).with_for_update())
            connection.execute(conversation.update().where(here).values(state=self._about(subject, state)))

    def with_person(self, channel: str, person: str) -> str:
        """Give the id of the conversation with a person on a channel that delivers; the first time, begin it.

        Args:
            channel: the channel's name.
            person: who it is, as the channel names them; at most 128 characters.
        """
        theirs = sa.select(conversation.c.id).where(conversation.c.channel == channel, conversation.c.person == person)
        try:
            with self._database.writing() as connection:
                known: str | None = connection.scalar(theirs)
                return known or self._begin(connection, str(uuid.uuid4()), channel, person=person)
        except sa.exc.IntegrityError:
            # Another process began it in the same moment.
            with self._database.reading() as connection:
                begun: str = connection.execute(theirs).scalar_one()
            return begun

    def enter(self, id: str, token: str) -> None:
        """Check that the token opens the conversation.

        Raises:
            UnknownConversation: there is none of this id.
            WrongToken: the token is another's.
        """
        with self._database.reading() as connection:
            row = connection.execute(sa.select(conversation.c.token_hash).where(conversation.c.id == id)).first()
        if row is None:
            raise UnknownConversation(id)
        if not hmac.compare_digest(_hash(token), row.token_hash or ""):
            raise WrongToken(id)

    def delete(self, id: str) -> None:
        """Delete a conversation with all that was said and is kept of it, for good."""
        with self._database.writing() as connection:
            connection.execute(conversation.delete().where(conversation.c.id == id))
        self._database.forget_deleted()

    def _about(self, subject: str, state: object) -> dict[str, Any]:
        return State.about(subject, state, self._clock().astimezone(VIETNAM)).model_dump(mode="json")

    def _begin(self, connection: sa.Connection, id: str, channel: str, **more: Any) -> str:
        row = {"id": id, "channel": channel, "state": {}, "last_seq": 0, "opened_at": self._clock(), "failures": 0}
        connection.execute(conversation.insert().values({**row, **more}))
        return id


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

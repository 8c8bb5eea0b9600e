"""The tables of conversations, their messages, deliveries and missed questions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import Dialect


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """A moment in UTC, also in SQLite, which keeps no zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Give it in UTC."""
        return value.astimezone(dt.UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Give it with its zone."""
        if not isinstance(value, dt.datetime):
            return None
        return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


metadata = sa.MetaData()

# ``person``: who is spoken to, as a channel that delivers names them; without one, replies are fetched.
# ``leased_*``: who answers the conversation now; ``sending_*``: who delivers what was said in it.
conversation = sa.Table(
    "bot_conversation",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("person", sa.String(128)),
    sa.Column("token_hash", sa.String(64)),
    sa.Column("state", sa.JSON, nullable=False),
    sa.Column("last_seq", sa.Integer, nullable=False),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("leased_by", sa.String(36)),
    sa.Column("leased_until", Moment),
    sa.Column("sending_by", sa.String(36)),
    sa.Column("sending_until", Moment),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("retry_at", Moment),
)

# ``waiting``: a citizen's message that is not answered yet. ``told_at``: when its sender was told of trouble.
# ``kind``: what was sent, where it is no text (``messages.Kind``).
message = sa.Table(
    "bot_message",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("conversation", sa.String(36), sa.ForeignKey(conversation.c.id, ondelete="CASCADE"), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("sender", sa.String(8), nullable=False),
    sa.Column("type", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("body", sa.JSON(none_as_null=True)),
    sa.Column("buttons", sa.JSON(none_as_null=True)),
    sa.Column("reply_to", sa.Integer),
    sa.Column("last", sa.Boolean, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("client_id", sa.String(36)),
    sa.Column("kind", sa.String(16)),
    sa.Column("waiting", sa.Boolean, nullable=False),
    sa.Column("told_at", Moment),
)

# ``state``: waiting, sent or failed; ``reason``: why the last try did not succeed. ``parts_sent``: how much of a reply
# that is sent in several parts has gone out.
delivery = sa.Table(
    "bot_delivery",
    metadata,
    sa.Column("message", sa.String(36), sa.ForeignKey(message.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("conversation", sa.String(36), sa.ForeignKey(conversation.c.id, ondelete="CASCADE"), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("reason", sa.String(200)),
    sa.Column("parts_sent", sa.Integer, nullable=False),
)

# What came from outside, as it came; without a ``body`` it is taken in, and only known again.
arrival = sa.Table(
    "bot_arrival",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("id", sa.String(64), nullable=False),
    sa.Column("body", sa.Text),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("channel", "id"),
)

# Work that one process at a time may do, by its name.
turn = sa.Table(
    "bot_turn",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("holder", sa.String(36)),
    sa.Column("until", Moment),
)

missed = sa.Table(
    "bot_missed",
    metadata,
    sa.Column("message", sa.String(36), sa.ForeignKey(message.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("conversation", sa.String(36), sa.ForeignKey(conversation.c.id, ondelete="CASCADE"), nullable=False),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(32), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("candidates", sa.JSON, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

# Outlives the questions that it counts. ``day`` is a day of Vietnam.
missed_count = sa.Table(
    "bot_missed_count",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("channel", sa.String(16), primary_key=True),
    sa.Column("reason", sa.String(32), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)

# Of the codes of dossiers only a digest is kept where nobody has to read them.
dossier_look = sa.Table(
    "bot_dossier_look",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("conversation", sa.String(36), primary_key=True),
    sa.Column("dossier", sa.String(64), primary_key=True),
)

wrong_proof = sa.Table(
    "bot_wrong_proof",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("dossier", sa.String(64), nullable=False),
    sa.Column("conversation", sa.String(36), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

reminder = sa.Table(
    "bot_reminder",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("dossier", sa.String(64), nullable=False),
    sa.Column("unit", sa.String(300)),
    sa.Column("conversation", sa.String(36), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

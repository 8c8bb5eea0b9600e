"""The tables of the Zalo channel; they stand in the database of conversations and in its migrations."""

from __future__ import annotations

import sqlalchemy as sa

from bot.conversations.tables import Moment, conversation, metadata

# ``heard_at``: when the person wrote last; ``replies``: how many were sent since; ``left_at``: when they unfollowed.
person = sa.Table(
    "bot_zalo_person",
    metadata,
    sa.Column("conversation", sa.String(36), sa.ForeignKey(conversation.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("heard_at", Moment),
    sa.Column("left_at", Moment),
    sa.Column("replies", sa.Integer, nullable=False),
)

# ``sealed``: both tokens, encrypted. ``generation`` counts the pairs. ``refused``: why Zalo gives no new pair.
token = sa.Table(
    "bot_zalo_token",
    metadata,
    sa.Column("oa", sa.String(64), primary_key=True),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("obtained_at", Moment, nullable=False),
    sa.Column("access_expires", Moment, nullable=False),
    sa.Column("refresh_expires", Moment, nullable=False),
    sa.Column("refused", sa.String(200)),
    sa.Column("retry_at", Moment),
)

# ``next_at``: before then nothing more is sent for the account, by any process.
pace = sa.Table(
    "bot_zalo_pace",
    metadata,
    sa.Column("oa", sa.String(64), primary_key=True),
    sa.Column("next_at", Moment, nullable=False),
)

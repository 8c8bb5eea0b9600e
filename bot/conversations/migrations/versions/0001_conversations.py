"""Conversations and their messages."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bot_conversation",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.String(64)),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_by", sa.String(36)),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "bot_message",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column(
            "conversation", sa.String(36), sa.ForeignKey("bot_conversation.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("sender", sa.String(8), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True)),
        sa.Column("buttons", sa.JSON(none_as_null=True)),
        sa.Column("reply_to", sa.Integer),
        sa.Column("last", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("client_id", sa.String(36)),
        sa.Column("waiting", sa.Boolean, nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("conversation", "seq"),
        sa.UniqueConstraint("conversation", "client_id"),
    )
    op.create_index(
        "bot_message_waiting",
        "bot_message",
        ["conversation", "seq"],
        sqlite_where=sa.text("waiting"),
        postgresql_where=sa.text("waiting"),
    )

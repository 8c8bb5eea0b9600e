"""Persons on channels that deliver, deliveries, and missed questions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _let_conversations_be_delivered()
    _add_deliveries()
    _add_missed()


def _let_conversations_be_delivered() -> None:
    op.add_column("bot_conversation", sa.Column("person", sa.String(128)))
    op.add_column("bot_conversation", sa.Column("sending_by", sa.String(36)))
    op.add_column("bot_conversation", sa.Column("sending_until", sa.DateTime(timezone=True)))
    op.create_index("bot_conversation_person", "bot_conversation", ["channel", "person"], unique=True)


def _add_deliveries() -> None:
    op.create_table(
        "bot_delivery",
        sa.Column("message", sa.String(36), sa.ForeignKey("bot_message.id", ondelete="CASCADE"), primary_key=True),
        _conversation(),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(200)),
    )
    op.create_index("bot_delivery_conversation", "bot_delivery", ["conversation"])
    op.create_index(
        "bot_delivery_waiting",
        "bot_delivery",
        ["conversation", "seq"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _add_missed() -> None:
    op.create_table(
        "bot_missed",
        sa.Column("message", sa.String(36), sa.ForeignKey("bot_message.id", ondelete="CASCADE"), primary_key=True),
        _conversation(),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("bot_missed_conversation", "bot_missed", ["conversation"])
    op.create_index("bot_missed_at", "bot_missed", ["at"])
    op.create_table(
        "bot_missed_count",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("channel", sa.String(16), primary_key=True),
        sa.Column("reason", sa.String(32), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )


def _conversation() -> sa.Column:
    parent = sa.ForeignKey("bot_conversation.id", ondelete="CASCADE")
    return sa.Column("conversation", sa.String(36), parent, nullable=False)

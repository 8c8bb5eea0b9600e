"""What arrives from outside, replies in parts, and what the Zalo channel keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bot_message", sa.Column("kind", sa.String(16)))
    op.add_column("bot_delivery", sa.Column("parts_sent", sa.Integer, nullable=False, server_default="0"))
    _add_arrivals()
    _add_zalo()


def _add_arrivals() -> None:
    op.create_table(
        "bot_arrival",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("channel", "id"),
    )
    op.create_index(
        "bot_arrival_waiting",
        "bot_arrival",
        ["channel", "number"],
        sqlite_where=sa.text("body IS NOT NULL"),
        postgresql_where=sa.text("body IS NOT NULL"),
    )
    op.create_index("bot_arrival_at", "bot_arrival", ["at"])
    op.create_table(
        "bot_turn",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("holder", sa.String(36)),
        sa.Column("until", sa.DateTime(timezone=True)),
    )


def _add_zalo() -> None:
    op.create_table(
        "bot_zalo_person",
        sa.Column(
            "conversation", sa.String(36), sa.ForeignKey("bot_conversation.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("heard_at", sa.DateTime(timezone=True)),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.Column("replies", sa.Integer, nullable=False),
    )
    op.create_table(
        "bot_zalo_token",
        sa.Column("oa", sa.String(64), primary_key=True),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("obtained_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("access_expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refresh_expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused", sa.String(200)),
        sa.Column("retry_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "bot_zalo_pace",
        sa.Column("oa", sa.String(64), primary_key=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
    )

"""Who looked at which dossier, wrong second proofs, and reminders to units."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bot_dossier_look",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("conversation", sa.String(36), primary_key=True),
        sa.Column("dossier", sa.String(64), primary_key=True),
    )
    op.create_table(
        "bot_wrong_proof",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("dossier", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("bot_wrong_proof_dossier", "bot_wrong_proof", ["dossier", "at"])
    op.create_table(
        "bot_reminder",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("dossier", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(300)),
        sa.Column("conversation", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )

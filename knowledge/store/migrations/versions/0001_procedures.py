"""The procedures: bodies by their hash, and what points to them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_body",
        sa.Column("hash", sa.String(32), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "knowledge_staging",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("layer", sa.String(16), nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
    )
    op.create_table(
        "knowledge_layer",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("layer", sa.String(16), primary_key=True),
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("details", sa.Boolean, nullable=False),
        sa.Column("staging", sa.Integer, sa.ForeignKey("knowledge_staging.number"), nullable=False),
    )
    op.create_table(
        "knowledge_correction",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("field", sa.String(32), primary_key=True),
        sa.Column("value", sa.JSON(none_as_null=False), nullable=False),
        sa.Column("under", sa.JSON(none_as_null=False), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_table(
        "knowledge_staged",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("hash", sa.String(32), nullable=False),
    )
    op.create_table(
        "knowledge_published",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("hash", sa.String(32)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "knowledge_publication",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("removed", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
    )

"""The tables of the knowledge: procedures are kept once, by the hash of their body, and everything else points there.

So publishing copies pointers, and an unchanged procedure costs nothing. `migrations/` makes these tables.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

body = sa.Table(
    "knowledge_body",
    metadata,
    sa.Column("hash", sa.String(32), primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
)
"""A procedure as JSON, without its version and without fields that say nothing."""

staging = sa.Table(
    "knowledge_staging",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("layer", sa.String(16), nullable=False),
    sa.Column("source", sa.Text),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    sa.Column("new", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("unchanged", sa.Integer, nullable=False),
)
"""One run of KnowledgeStore.stage."""

layer = sa.Table(
    "knowledge_layer",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("layer", sa.String(16), primary_key=True),
    sa.Column("hash", sa.String(32), nullable=False),
    sa.Column("details", sa.Boolean, nullable=False),
    sa.Column("staging", sa.Integer, sa.ForeignKey("knowledge_staging.number"), nullable=False),
)
"""What each layer says of a procedure, and the run that said so last."""

correction = sa.Table(
    "knowledge_correction",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("field", sa.String(32), primary_key=True),
    sa.Column("value", sa.JSON, nullable=False),
    sa.Column("under", sa.JSON, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
)
"""An editor's word on one field, and what stood under it when it was said."""

staged = sa.Table(
    "knowledge_staged",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("hash", sa.String(32), nullable=False),
)
"""The layers merged: what the next publishing makes live."""

published = sa.Table(
    "knowledge_published",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("hash", sa.String(32)),
    sa.Column("version", sa.Integer, nullable=False),
)
"""What is live. A procedure that was taken back keeps its row without a hash, so that its version never repeats."""

publication = sa.Table(
    "knowledge_publication",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    sa.Column("new", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("removed", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
)
"""One publishing; the highest number is the published version."""

alias = sa.Table(
    "knowledge_alias",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, primary_key=True),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    sa.Column("staged", sa.Boolean, nullable=False),
    sa.Column("published", sa.Boolean, nullable=False),
)
"""A way of asking that an editor added."""

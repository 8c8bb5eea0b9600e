"""Revisions of any room run in the one environment, wherever their folder lies."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.store.database import DatabaseError
from knowledge.store.upgrade import upgrade

REVISION = """
revision = "{revision}"
down_revision = {before}

import sqlalchemy as sa
from alembic import op

def upgrade() -> None:
    op.create_table("{table}", sa.Column("number", sa.Integer, primary_key=True))
"""


def scripts(folder: Path, *tables: str) -> Path:
    """A folder of revisions and nothing else: each makes one table."""
    versions = folder / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    before = None
    for number, table in enumerate(tables, 1):
        revision = f"{number:04}"
        text = REVISION.format(revision=revision, before=repr(before), table=table)
        (versions / f"{revision}_{table}.py").write_text(text, encoding="utf-8")
        before = revision
    return folder


@pytest.mark.parametrize("name", ["room", "a room: 100% \N{LATIN SMALL LETTER D WITH STROKE}, x"])
def test_a_folder_of_revisions_needs_no_environment_of_its_own(name: str, engine: sa.Engine, tmp_path: Path) -> None:
    upgrade(engine, scripts(tmp_path / name, "first", "second"), "room_version")
    assert {"first", "second", "room_version"} <= set(sa.inspect(engine).get_table_names())


def test_rooms_keep_their_versions_apart(engine: sa.Engine, tmp_path: Path) -> None:
    upgrade(engine, scripts(tmp_path / "one", "first", "second"), "one_version")
    upgrade(engine, scripts(tmp_path / "two", "third"), "two_version")
    with engine.connect() as connection:
        versions = [connection.scalar(sa.text(f"SELECT version_num FROM {room}_version")) for room in ("one", "two")]
    assert versions == ["0002", "0001"]


def test_what_a_newer_program_made_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    upgrade(engine, scripts(tmp_path / "new", "first", "second"), "room_version")
    with pytest.raises(DatabaseError, match="0002 \\(room_version\\)"):
        upgrade(engine, scripts(tmp_path / "old", "first"), "room_version")

"""Whether a database's schema is the newest, and its upgrade where it is not."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from knowledge.store.database import DatabaseError


def migrate(engine: sa.Engine, scripts: Path, version_table: str) -> None:
    """Bring the schema up to the newest Alembic revision in ``scripts``; processes that start together take turns.

    Raises:
        DatabaseError: the database cannot be opened, or was made by a newer version of the program.
    """
    try:
        if not _is_newest(engine, scripts, version_table):
            # Alembic takes as long to import as a search takes altogether.
            from knowledge.store.upgrade import upgrade

            upgrade(engine, scripts, version_table)
    except sa.exc.DBAPIError as error:
        raise DatabaseError(
            f"Không mở hoặc cập nhật được cơ sở dữ liệu {engine.url.render_as_string()}: {error.orig}. "
            "Hãy kiểm tra MOTCUA_DATABASE_URL, quyền đọc ghi và máy chủ cơ sở dữ liệu."
        ) from error


def _is_newest(engine: sa.Engine, scripts: Path, version_table: str) -> bool:
    """Whether the schema is at the newest revision; a script's file name begins with its revision."""
    newest = max(path.stem.split("_")[0] for path in (scripts / "versions").glob("[0-9]*.py"))
    if not sa.inspect(engine).has_table(version_table):
        return False
    with engine.connect() as connection:
        return bool(connection.scalar(sa.text(f"SELECT version_num FROM {version_table}")) == newest)

"""Brings a database's schema up to date with Alembic."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from knowledge.store.database import DatabaseError, writer

_ENVIRONMENT = Path(__file__).parent / "migrations"
"""Where the one env.py lies, whosever revisions are run."""


def upgrade(engine: sa.Engine, scripts: Path, version_table: str) -> None:
    """Bring the schema up to the newest revision in ``scripts / "versions"``, in one transaction.

    Raises:
        DatabaseError: the database was made by a newer version of the program.
    """
    config = Config()
    config.set_main_option("script_location", _escaped(_ENVIRONMENT))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _escaped(scripts / "versions"))
    config.attributes["version_table"] = version_table
    with writer(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(version_table))))
        _refuse_newer(connection, config, version_table)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _refuse_newer(connection: sa.Connection, config: Config, version_table: str) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    context = MigrationContext.configure(connection, opts={"version_table": version_table})
    for revision in context.get_current_heads():
        if revision not in known:
            raise DatabaseError(
                f"Cơ sở dữ liệu {connection.engine.url.render_as_string()} ở phiên bản {revision} ({version_table}), "
                "mới hơn chương trình này. Hãy cập nhật chương trình, hoặc dùng bản sao lưu cũ hơn."
            )

"""The database: SQLite or PostgreSQL behind the same SQLAlchemy code."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor

BUSY_TIMEOUT_MS = 60_000


class DatabaseError(Exception):
    """The database cannot be used as it is; the message tells the operator, in Vietnamese, what to do."""


def open_engine(url: str) -> sa.Engine:
    """An engine for ``url``: ``sqlite:///file`` (its folder is made) or ``postgresql://…``.

    SQLite runs in WAL mode with foreign keys, and waits a minute for another writer. A transaction that reads before
    it writes must be begun on ``writer(engine)``, else SQLite may refuse its first write.

    Raises:
        DatabaseError: the address is not one of a database that the project knows, or its folder cannot be made.
    """
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        return sa.create_engine(address, pool_pre_ping=True)
    _make_folder(address)
    engine = sa.create_engine(address)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def writer(engine: sa.Engine) -> sa.Engine:
    """The same engine, whose transactions hold SQLite's write lock from their first moment."""
    return engine.execution_options(motcua_begin="IMMEDIATE")


def _address(url: str) -> sa.URL:
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise DatabaseError(
            f"Địa chỉ cơ sở dữ liệu không đọc được: {url!r}. Ví dụ đúng: sqlite:///var/motcua.db"
        ) from error
    if address.drivername in ("postgres", "postgresql"):
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise DatabaseError(
            f"Không dùng được cơ sở dữ liệu {address.get_backend_name()!r}. Hãy đặt MOTCUA_DATABASE_URL là sqlite:///… "
            "hoặc postgresql://…"
        )
    return address


def _make_folder(address: sa.URL) -> None:
    if not address.database or address.database == ":memory:":
        return
    folder = Path(address.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"Không tạo được thư mục {folder} cho cơ sở dữ liệu: {error.strerror}.") from error


def _prepare_sqlite(connection: DBAPIConnection, _: Any) -> None:
    connection.isolation_level = None  # the driver's own idea of transactions is off: _begin_sqlite begins them
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    _use_wal(cursor)
    cursor.close()


def _use_wal(cursor: DBAPICursor) -> None:
    """Switch the file to WAL mode: SQLite does not wait by itself where two processes switch a new file at once."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('motcua_begin', 'DEFERRED')}")

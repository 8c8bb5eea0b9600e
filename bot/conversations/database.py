"""The database as conversations use it: written to in turn, and without traces of what is deleted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection

from knowledge.store import database
from knowledge.store.migrating import migrate

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "bot_version"
READERS_WAITED_FOR_MS = 2000


class Database:
    """An engine, prepared for conversations. Many threads may use it at once."""

    def __init__(self, engine: sa.Engine) -> None:
        """Prepare an engine of ``knowledge.store.database.open_engine`` and bring its tables up to date.

        Raises:
            knowledge.store.database.DatabaseError: the database was made by a newer version of the program.
        """
        self._engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._here = threading.local()
        # SQLite's own waiting for another writer is unfair: under load one may wait for seconds.
        self._turn: AbstractContextManager[Any] = threading.Lock() if self._is_sqlite else nullcontext()
        # What a person wrote must not reach the log with a database's error.
        engine.hide_parameters = True
        if self._is_sqlite:
            sa.event.listen(engine, "connect", _overwrite_what_is_deleted)
            engine.dispose()
        migrate(engine, MIGRATIONS, VERSION_TABLE)

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Give a connection to read with."""
        outer = self._outer()
        return nullcontext(outer) if outer is not None else self._engine.connect()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a transaction to read and write in; all of it is kept, or nothing."""
        outer = self._outer()
        if outer is not None:
            with outer.begin_nested():
                yield outer
            return
        with self._turn, database.writer(self._engine).begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all that this thread reads and writes meanwhile be one transaction, which is much faster than many.

        What fails inside of it is undone alone, as ever; where the block itself fails, all of it is.
        """
        with self.writing() as connection:
            self._here.connection = connection
            try:
                yield
            finally:
                self._here.connection = None

    def _outer(self) -> sa.Connection | None:
        connection: sa.Connection | None = getattr(self._here, "connection", None)
        return connection

    def forget_deleted(self) -> None:
        """Take what was deleted out of SQLite's write-ahead log as well; a reader in the way only delays that."""
        if not self._is_sqlite:
            return
        connection = self._engine.raw_connection()
        connection.detach()
        try:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout = {READERS_WAITED_FOR_MS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
        finally:
            connection.close()


def _overwrite_what_is_deleted(connection: DBAPIConnection, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()

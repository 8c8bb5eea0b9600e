"""The store of procedures: layers of what is known, merged into the staged state, and the published state."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from knowledge.procedure import Procedure
from knowledge.store import aliases, changes, corrections, database, staging, tables, traces
from knowledge.store.aliases import Alias
from knowledge.store.changes import Change, Counts, Missing
from knowledge.store.corrections import Conflict
from knowledge.store.merge import LAYERS, Layer
from knowledge.store.migrating import migrate
from knowledge.store.publishing import publish
from knowledge.store.record import procedure_of
from knowledge.store.staging import Progress, Spool, Staged, Staging
from knowledge.store.traces import Traces

State = Literal["published", "staged", "imported"]

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "knowledge_version"
_ROWS_AT_ONCE = 200


class KnowledgeStore:
    """Procedures in a database: staged by importers and editors, published as a whole."""

    def __init__(self, engine: sa.Engine) -> None:
        """``engine`` is one of ``knowledge.store.database.open_engine``."""
        self._engine = engine

    def migrate(self) -> None:
        """Bring the tables up to date.

        Raises:
            DatabaseError: the database cannot be opened, or is of a newer version of the program.
        """
        migrate(self._engine, _MIGRATIONS, _VERSION_TABLE)

    def is_fresh(self) -> bool:
        """Whether nothing was ever staged."""
        with self._reading() as connection:
            return connection.scalar(sa.select(tables.staging.c.number).limit(1)) is None

    def stage(
        self, layer: Layer, records: Iterable[Procedure], *, source: str | None = None, progress: Progress | None = None
    ) -> Staged:
        """Take the records into a layer and merge them into the staged state, all or nothing.

        The records are read to their end before the database is touched: a slow or failing reader blocks nobody. Of
        several records with one code the last counts. An entry of a list only never replaces a record with details.

        Args:
            source: names where the records come from, as a whole (a file). What an earlier run with the same name
                had and this one has not is then told by ``missing``.
            progress: is called with the records done so far and their number, None while they are still being read.

        Raises:
            ValueError: the layer is unknown, or the corrections', which ``correct`` alone writes.
        """
        if layer not in LAYERS or layer == "correction":
            raise ValueError(f"layer {layer!r} cannot be staged; use one of overlay, curated, import, facts")
        with Spool() as spool:
            for count, procedure in enumerate(records, 1):
                spool.add(procedure)
                if progress:
                    progress(count, None)
            with self._writing() as connection:
                return Staging(connection, layer, source).take(spool, progress)

    def publish(self, at: dt.datetime | None = None) -> int:
        """Make the staged state live in one step.

        Args:
            at: the time to record; the database's clock when None.

        Returns:
            The published version: a new one, or the same as before where nothing differs.
        """
        with self._writing() as connection:
            return publish(connection, at)

    def published_version(self) -> int:
        """The number of the latest publishing, 0 before the first."""
        with self._reading() as connection:
            return connection.scalar(sa.select(sa.func.max(tables.publication.c.number))) or 0

    def procedure(self, code: str, state: State = "published") -> Procedure | None:
        """One procedure: as answered, as staged, or just as the latest import read it; None where there is none."""
        with self._reading() as connection:
            row = connection.execute(_select(state, code)).first()
        return procedure_of(row.body, row.version) if row else None

    def procedures(self, state: State = "published") -> Iterator[Procedure]:
        """All procedures of one state by code, read as they are needed; the state is that of the first one's moment."""
        with self._reading() as connection:
            rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(_select(state))
            for row in rows:
                yield procedure_of(row.body, row.version)

    def content_digest(self, state: Literal["published", "staged"]) -> str:
        """Names the content of a state: equal for two states exactly when they hold the same procedures and aliases."""
        table = tables.published if state == "published" else tables.staged
        digest = hashlib.blake2b(digest_size=16)
        with self._reading() as connection:
            for code, content in connection.execute(
                sa.select(table.c.code, table.c.hash).where(table.c.hash.is_not(None)).order_by(table.c.code)
            ):
                digest.update(f"{code} {content}\n".encode())
            for entry in aliases.listed(connection):
                if getattr(entry, state):
                    digest.update(f"{entry.code} {entry.text}\n".encode())
        return digest.hexdigest()

    def correct(self, code: str, fields: Mapping[str, Any], by: str, at: dt.datetime | None = None) -> None:
        """Set an editor's values for some fields of a procedure (JSON by field), over all imports to come.

        A value of None or [] says that the field states nothing. A corrected ``origin`` with the import's digest says
        that the curated record was held against the new source and is right.

        Raises:
            knowledge.store.corrections.UnknownProcedure: no layer has the procedure.
            knowledge.store.corrections.InvalidCorrection: a value does not fit the model.
        """
        with self._writing() as connection:
            corrections.correct(connection, code, fields, by, at)

    def add_alias(self, code: str, text: str, by: str, at: dt.datetime | None = None) -> None:
        """Stage one more way of asking for a procedure.

        Raises:
            knowledge.store.aliases.InvalidAlias: it cannot be taken; says why.
        """
        with self._writing() as connection:
            aliases.add(connection, code, text, by, at)

    def remove_alias(self, code: str, text: str) -> None:
        """Take a way of asking back; it stays live until the next publishing.

        Raises:
            knowledge.store.aliases.InvalidAlias: there is none such.
        """
        with self._writing() as connection:
            aliases.remove(connection, code, text)

    def aliases(self) -> list[Alias]:
        """The ways of asking that editors added, staged and published."""
        with self._reading() as connection:
            return aliases.listed(connection)

    def withdraw(self, code: str, fields: Sequence[str] | None = None) -> None:
        """Take back the corrections of these fields, or all of the procedure's."""
        with self._writing() as connection:
            corrections.withdraw(connection, code, fields)

    def remove(self, layer: Layer, codes: Collection[str]) -> None:
        """Take procedures out of a layer; what no other layer has is taken back at the next publishing."""
        with self._writing() as connection:
            staging.remove(connection, layer, list(codes))

    def conflicts(self, codes_at_once: int = corrections.CODES_AT_ONCE) -> Iterator[Conflict]:
        """Yield what an editor should decide: corrections and curated records that the import no longer agrees with.

        Args:
            codes_at_once: of how many procedures the records are held in memory.
        """
        with self._reading() as connection:
            yield from corrections.conflicts(connection, codes_at_once)

    def changes(self) -> Iterator[Change]:
        """What publishing would change, by code, field by field."""
        with self._reading() as connection:
            yield from changes.changes(connection)

    def missing(self) -> Iterator[Missing]:
        """The procedures that the latest import of their source no longer had."""
        with self._reading() as connection:
            yield from changes.missing(connection)

    def traces(self, code: str) -> Traces:
        """Tell who says something of a procedure: layers, corrections, aliases, and its versions."""
        with self._reading() as connection:
            return traces.of(connection, code)

    def counts(self) -> Counts:
        """How many procedures there are, and how many of them publishing would change."""
        with self._reading() as connection:
            return changes.counts(connection)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state, whatever is written meanwhile (in SQLite every transaction does)."""
        with self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction that no other writer of the knowledge can come between; readers go on."""
        with database.writer(self._engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text(f"LOCK TABLE {tables.staged.name} IN EXCLUSIVE MODE"))
            yield connection


def _select(state: State, code: str | None = None) -> sa.Select[Any]:
    """Body and version of the procedures of a state, by code; of one alone where its code is given."""
    body, published, staged, layer = tables.body, tables.published, tables.staged, tables.layer
    # What is staged has the version that publishing would give it.
    raised = sa.func.coalesce(published.c.version, 0) + sa.case((published.c.hash == staged.c.hash, 0), else_=1)
    match state:
        case "published":
            table, rows = published, sa.select(body.c.body, published.c.version)
        case "staged":
            table, rows = staged, sa.select(body.c.body, raised.label("version"))
        case "imported":
            table, rows = layer, sa.select(body.c.body, sa.literal(0).label("version")).where(layer.c.layer == "import")
        case _:
            raise ValueError(f"unknown state {state!r}; use published, staged or imported")
    rows = rows.join_from(table, body, body.c.hash == table.c.hash)
    if state == "staged":
        rows = rows.outerjoin(published, published.c.code == staged.c.code)
    return rows.order_by(table.c.code) if code is None else rows.where(table.c.code == code)

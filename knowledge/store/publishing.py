"""How the staged state becomes the published one: pointers are copied, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from knowledge.store import aliases
from knowledge.store.changes import counts
from knowledge.store.tables import body, layer, publication, published, staged


def publish(connection: sa.Connection, at: dt.datetime | None) -> int:
    """Publish, and return the published version; the one before where nothing differs."""
    latest = connection.scalar(sa.select(sa.func.max(publication.c.number))) or 0
    found = counts(connection)
    taught = aliases.publish(connection)
    if not (taught or found.new or found.changed or found.removed):
        return latest
    for step in (_take_back, _change, _add, _sweep):
        step(connection)
    row: dict[str, Any] = {
        "number": latest + 1,
        "new": found.new,
        "changed": found.changed,
        "removed": found.removed,
        "total": found.staged,
    }
    connection.execute(sa.insert(publication).values(row | ({"at": at} if at else {})))
    return latest + 1


def _take_back(connection: sa.Connection) -> None:
    gone = published.c.hash.is_not(None) & ~sa.exists().where(staged.c.code == published.c.code)
    connection.execute(sa.update(published).where(gone).values(hash=None))


def _change(connection: sa.Connection) -> None:
    newest = sa.select(staged.c.hash).where(staged.c.code == published.c.code).scalar_subquery()
    differs = sa.exists().where(staged.c.code == published.c.code, staged.c.hash.is_distinct_from(published.c.hash))
    connection.execute(sa.update(published).where(differs).values(hash=newest, version=published.c.version + 1))


def _add(connection: sa.Connection) -> None:
    unknown = ~sa.exists().where(published.c.code == staged.c.code)
    first = sa.select(staged.c.code, staged.c.hash, sa.literal(1)).where(unknown)
    connection.execute(sa.insert(published).from_select(["code", "hash", "version"], first))


def _sweep(connection: sa.Connection) -> None:
    """Delete the bodies that nothing points to any more."""
    unused = sa.select(body.c.hash).except_(
        sa.select(layer.c.hash), sa.select(staged.c.hash), sa.select(published.c.hash)
    )
    connection.execute(sa.delete(body).where(body.c.hash.in_(unused)))

"""How the staged state becomes the published one: pointers are copied, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from knowledge.tables import body, layer, publication, published, staged


class Publishing:
    """One publishing."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def run(self, at: dt.datetime | None) -> int:
        """Publish, and return the published version."""
        changes = {"removed": self._remove(), "changed": self._change(), "new": self._add()}
        latest = self._connection.scalar(sa.select(sa.func.max(publication.c.number))) or 0
        if not any(changes.values()):
            return latest
        total = self._connection.scalar(sa.select(sa.func.count()).select_from(staged))
        row: dict[str, Any] = {"number": latest + 1, "total": total, **changes}
        self._connection.execute(sa.insert(publication).values(row if at is None else {**row, "at": at}))
        self._sweep()
        return latest + 1

    def _remove(self) -> int:
        gone = published.c.hash.is_not(None) & ~sa.exists().where(staged.c.code == published.c.code)
        return self._connection.execute(sa.update(published).where(gone).values(hash=None)).rowcount

    def _change(self) -> int:
        newest = sa.select(staged.c.hash).where(staged.c.code == published.c.code).scalar_subquery()
        differs = sa.exists().where(staged.c.code == published.c.code, staged.c.hash.is_distinct_from(published.c.hash))
        change = sa.update(published).where(differs).values(hash=newest, version=published.c.version + 1)
        return self._connection.execute(change).rowcount

    def _add(self) -> int:
        unknown = ~sa.exists().where(published.c.code == staged.c.code)
        first = sa.select(staged.c.code, staged.c.hash, sa.literal(1)).where(unknown)
        return self._connection.execute(sa.insert(published).from_select(["code", "hash", "version"], first)).rowcount

    def _sweep(self) -> None:
        """Delete the bodies that nothing points to any more."""
        unused = sa.select(body.c.hash).except_(
            sa.select(layer.c.hash), sa.select(staged.c.hash), sa.select(published.c.hash)
        )
        self._connection.execute(sa.delete(body).where(body.c.hash.in_(unused)))

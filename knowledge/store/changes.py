"""What publishing would change: the staged state beside the published one, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import sqlalchemy as sa

from knowledge.store.tables import body, correction, layer, published, staged, staging

_ROWS_AT_ONCE = 200


@dataclass(frozen=True)
class FieldChange:
    """One field with its old and its new JSON value; ``field`` is its path, as in ``submissions.0.time.value``."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """One procedure that publishing would add, change or take back."""

    code: str
    name: str
    kind: Literal["new", "changed", "removed"]
    fields: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True)
class Missing:
    """A procedure that an earlier import of ``source`` had and the latest has not. It stays until it is removed."""

    code: str
    name: str
    source: str


@dataclass(frozen=True)
class Counts:
    """How many procedures are published and staged, and what publishing would do to them."""

    published: int
    staged: int
    new: int
    changed: int
    removed: int
    layers: dict[str, int]
    """By layer, how many procedures it speaks of."""

    @property
    def unchanged(self) -> int:
        """How many staged procedures are published as they stand."""
        return self.staged - self.new - self.changed


def counts(connection: sa.Connection) -> Counts:
    """Count the procedures."""
    pairs = _differing_pairs().subquery()
    new, removed = pairs.c.old.is_(None), pairs.c.new.is_(None)
    kinds = [sa.func.count().filter(kind).label(name) for name, kind in (("new", new), ("removed", removed))]
    differing = connection.execute(sa.select(sa.func.count().label("all"), *kinds).select_from(pairs)).one()
    by_layer = connection.execute(sa.select(layer.c.layer, sa.func.count()).group_by(layer.c.layer))
    return Counts(
        published=_count(connection, sa.select(sa.func.count(published.c.hash))),
        staged=_count(connection, sa.select(sa.func.count(staged.c.hash))),
        new=differing.new,
        changed=differing.all - differing.new - differing.removed,
        removed=differing.removed,
        layers={
            **dict(by_layer.all()),
            "correction": _count(connection, sa.select(sa.func.count(correction.c.code.distinct()))),
        },
    )


def _count(connection: sa.Connection, query: sa.Select[int]) -> int:
    return connection.execute(query).scalar_one()


def changes(connection: sa.Connection) -> Iterator[Change]:
    """All that publishing would change, by code."""
    old, new = body.alias("old"), body.alias("new")
    pairs = _differing_pairs().subquery()
    rows = (
        sa.select(pairs.c.code, old.c.body.label("old"), new.c.body.label("new"))
        .outerjoin_from(pairs, old, old.c.hash == pairs.c.old)
        .outerjoin(new, new.c.hash == pairs.c.new)
        .order_by(pairs.c.code)
    )
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(rows):
        yield _change(row.code, json.loads(row.old or "null"), json.loads(row.new or "null"))


def missing(connection: sa.Connection) -> Iterator[Missing]:
    """The imported procedures that the latest import of their source no longer had."""
    latest = (
        sa.select(staging.c.source, sa.func.max(staging.c.number).label("number"))
        .where(staging.c.layer == "import")
        .group_by(staging.c.source)
        .subquery()
    )
    rows = (
        sa.select(layer.c.code, body.c.body, staging.c.source)
        .join(staging, staging.c.number == layer.c.staging)
        .join(latest, latest.c.source == staging.c.source)
        .join(body, body.c.hash == layer.c.hash)
        .where(layer.c.layer == "import", layer.c.staging < latest.c.number)
        .order_by(layer.c.code)
    )
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(rows):
        yield Missing(row.code, json.loads(row.body)["name"], row.source)


def compare(old: Any, new: Any, path: str = "") -> list[FieldChange]:
    """Where two JSON values differ, as deep as they can be laid beside each other."""
    if isinstance(old, dict) and isinstance(new, dict):
        names = dict.fromkeys([*old, *new])
        return [change for name in names for change in compare(old.get(name), new.get(name), _below(path, name))]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new) and all(_is_object(old + new)):
        pairs = enumerate(zip(old, new, strict=True))
        return [change for index, pair in pairs for change in compare(*pair, _below(path, index))]
    return [] if old == new else [FieldChange(path, old, new)]


def _differing_pairs() -> sa.CompoundSelect[Any]:
    """Codes with their published and their staged hash, where these differ."""
    changed = (
        sa.select(staged.c.code, published.c.hash.label("old"), staged.c.hash.label("new"))
        .outerjoin_from(staged, published, published.c.code == staged.c.code)
        .where(staged.c.hash.is_distinct_from(published.c.hash))
    )
    removed = (
        sa.select(published.c.code, published.c.hash.label("old"), sa.null().label("new"))
        .outerjoin_from(published, staged, published.c.code == staged.c.code)
        .where(published.c.hash.is_not(None), staged.c.code.is_(None))
    )
    return changed.union_all(removed)


def _change(code: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change:
    if old is None or new is None:
        return Change(code, (old or new or {})["name"], "new" if old is None else "removed")
    return Change(code, new["name"], "changed", compare(old, new))


def _below(path: str, name: str | int) -> str:
    return f"{path}.{name}" if path else str(name)


def _is_object(values: list[Any]) -> Iterator[bool]:
    return (isinstance(value, dict) for value in values)

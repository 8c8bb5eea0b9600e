"""Who says something of one procedure in the store: its layers, corrections and aliases, and what is live of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from knowledge.store import aliases, tables
from knowledge.store.aliases import Alias
from knowledge.store.merge import LAYERS


@dataclass(frozen=True)
class LayerTrace:
    """A layer that has the procedure, and the run that said so last: its source (a file's name) and its time."""

    layer: str
    source: str | None
    at: dt.datetime


@dataclass(frozen=True)
class CorrectionTrace:
    """An editor's word on one field."""

    field: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Traces:
    """All that the store has of one code; ``published`` is the version that is live, None where there is none."""

    layers: tuple[LayerTrace, ...] = ()
    corrections: tuple[CorrectionTrace, ...] = ()
    aliases: tuple[Alias, ...] = ()
    is_staged: bool = False
    published: int | None = None

    def __bool__(self) -> bool:
        return self != Traces()


def of(connection: sa.Connection, code: str) -> Traces:
    """Collect the traces of a procedure, the strongest layer first."""
    layer, staging, correction = tables.layer.c, tables.staging.c, tables.correction.c
    layers = connection.execute(
        sa.select(layer.layer, staging.source, staging.at)
        .join_from(tables.layer, tables.staging, staging.number == layer.staging)
        .where(layer.code == code)
    )
    corrections = connection.execute(
        sa.select(correction.field, correction.by, correction.at)
        .where(correction.code == code)
        .order_by(correction.field)
    )
    published = tables.published.c
    return Traces(
        layers=tuple(sorted((LayerTrace(*row) for row in layers), key=lambda trace: _rank(trace.layer))),
        corrections=tuple(CorrectionTrace(*row) for row in corrections),
        aliases=tuple(alias for alias in aliases.listed(connection) if alias.code == code),
        is_staged=bool(connection.scalar(sa.select(sa.exists().where(tables.staged.c.code == code)))),
        published=connection.scalar(
            sa.select(published.version).where(published.code == code, published.hash.is_not(None))
        ),
    )


def _rank(layer: str) -> int:
    return [str(name) for name in LAYERS].index(layer)

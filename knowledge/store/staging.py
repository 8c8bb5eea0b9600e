"""How records enter a layer: spooled first, then taken in batches within one transaction of the database."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, Literal, Self

import sqlalchemy as sa

from knowledge.procedure import Procedure
from knowledge.store import tables
from knowledge.store.merge import Layer, merge
from knowledge.store.record import StoredRecord, procedure_of, record_of

Progress = Callable[[int, int | None], None]
Effect = Literal["new", "changed", "unchanged"]

_BATCH = 500
_BUFFER = 1 << 20


@dataclass(frozen=True)
class Staged:
    """What a run did to the staged state; the sum is the number of records that were handed in."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


class Spool:
    """Records on their way, in a temporary file: memory does not grow with their number."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=_BUFFER)  # noqa: SIM115 (closed by __exit__)
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, procedure: Procedure) -> None:
        """Put one more record at the end."""
        record = record_of(procedure)
        self._file.write(f"{record.code}\t{record.details:d}\t{record.hash}\t{record.body}\n".encode())
        self.count += 1

    def batches(self) -> Iterator[dict[str, StoredRecord]]:
        """The records in order, by code; a batch ends before a code would come twice in it."""
        self._file.seek(0)
        batch: dict[str, StoredRecord] = {}
        for line in self._file:
            code, details, digest, body = line.decode().rstrip("\n").split("\t", 3)
            if len(batch) == _BATCH or code in batch:
                yield batch
                batch = {}
            batch[code] = StoredRecord(code, details == "1", digest, body)
        if batch:
            yield batch


class Staging:
    """One run: what a layer now says, written within the caller's transaction."""

    def __init__(self, connection: sa.Connection, layer: Layer, source: str | None) -> None:
        self._connection = connection
        self._layer = layer
        self._source = source

    def take(self, spool: Spool, progress: Progress | None) -> Staged:
        """Take all records of the spool."""
        number = self._begin()
        effects: Counter[str] = Counter()
        done = 0
        for batch in spool.batches():
            effects.update(self._take(batch, number))
            done += len(batch)
            if progress:
                progress(done, spool.count)
        staged = Staged(effects["new"], effects["changed"], effects["unchanged"])
        self._connection.execute(
            sa.update(tables.staging).where(tables.staging.c.number == number).values(**asdict(staged))
        )
        return staged

    def _begin(self) -> int:
        latest = self._connection.scalar(sa.select(sa.func.max(tables.staging.c.number))) or 0
        row = {"number": latest + 1, "layer": self._layer, "source": self._source, **asdict(Staged())}
        self._connection.execute(sa.insert(tables.staging).values(row))
        return latest + 1

    def _take(self, batch: dict[str, StoredRecord], number: int) -> Counter[str]:
        news = self._news(batch)
        layer = tables.layer
        same_layer = (layer.c.layer == self._layer, layer.c.code.in_(list(batch)))
        self._connection.execute(sa.update(layer).where(*same_layer).values(staging=number))
        if not news:
            return Counter(unchanged=len(batch))
        self._connection.execute(sa.delete(layer).where(layer.c.layer == self._layer, layer.c.code.in_(list(news))))
        rows = [
            {"code": r.code, "layer": self._layer, "hash": r.hash, "details": r.details, "staging": number}
            for r in news.values()
        ]
        self._connection.execute(sa.insert(layer), rows)
        keep_bodies(self._connection, news.values())
        return Counter(restage(self._connection, list(news))) + Counter(unchanged=len(batch) - len(news))

    def _news(self, batch: dict[str, StoredRecord]) -> dict[str, StoredRecord]:
        """The records that say something else than their layer does already."""
        layer, staged = tables.layer, tables.staged
        said = {
            row.code: row
            for row in self._connection.execute(
                sa.select(layer.c.code, layer.c.hash, layer.c.details, staged.c.hash.label("staged"))
                .outerjoin(staged, staged.c.code == layer.c.code)
                .where(layer.c.layer == self._layer, layer.c.code.in_(list(batch)))
            )
        }
        return {code: record for code, record in batch.items() if self._is_news(record, said.get(code))}

    def _is_news(self, record: StoredRecord, said: Any) -> bool:
        if said is None:
            return True
        if said.details and not record.details:
            return False
        # What equals the staged record is an export of ours that comes back: it tells nothing about the source.
        return record.hash not in ((said.hash, said.staged) if self._layer == "import" else (said.hash,))


def remove(connection: sa.Connection, layer: Layer, codes: Sequence[str]) -> None:
    """Take procedures out of a layer."""
    for start in range(0, len(codes), _BATCH):
        some = codes[start : start + _BATCH]
        gone = (tables.layer.c.layer == layer, tables.layer.c.code.in_(some))
        connection.execute(sa.delete(tables.layer).where(*gone))
        restage(connection, some)


def keep_bodies(connection: sa.Connection, records: Collection[StoredRecord]) -> None:
    """Write the bodies that are not there yet."""
    hashes = [record.hash for record in records]
    there = set(connection.scalars(sa.select(tables.body.c.hash).where(tables.body.c.hash.in_(hashes))))
    rows = {r.hash: {"hash": r.hash, "body": r.body} for r in records if r.hash not in there}
    if rows:
        connection.execute(sa.insert(tables.body), list(rows.values()))


def restage(connection: sa.Connection, codes: Sequence[str]) -> list[Effect]:
    """Merge the layers of these procedures anew into the staged state, and say what that did to each."""
    staged = tables.staged
    before = {row.code: row.hash for row in connection.execute(sa.select(staged).where(staged.c.code.in_(codes)))}
    after = _merged_hashes(connection, codes)
    stale = [code for code in codes if before.get(code) != after.get(code)]
    if stale:
        connection.execute(sa.delete(staged).where(staged.c.code.in_(stale)))
    rows = [{"code": code, "hash": after[code]} for code in stale if code in after]
    if rows:
        connection.execute(sa.insert(staged), rows)
    return [_effect(before.get(code), after.get(code)) for code in codes]


def _effect(before: str | None, after: str | None) -> Effect:
    if before == after:
        return "unchanged"
    return "new" if before is None else "changed"


def _merged_hashes(connection: sa.Connection, codes: Sequence[str]) -> dict[str, str]:
    layers = layers_of(connection, codes)
    corrections = corrections_of(connection, codes)
    hashes: dict[str, str] = {}
    several: dict[str, dict[Layer, str]] = {}
    for code, by_layer in layers.items():
        if len(by_layer) == 1 and "overlay" not in by_layer and code not in corrections:
            hashes[code] = next(iter(by_layer.values()))
        else:
            several[code] = by_layer
    merged = [
        record_of(whole)
        for code, records in _records(connection, several).items()
        if (whole := merge(records, corrections.get(code, {})))
    ]
    keep_bodies(connection, merged)
    return hashes | {record.code: record.hash for record in merged}


def layers_of(connection: sa.Connection, codes: Sequence[str]) -> dict[str, dict[Layer, str]]:
    """By code and layer, the hash of what the layer says."""
    layers: dict[str, dict[Layer, str]] = defaultdict(dict)
    for row in connection.execute(sa.select(tables.layer).where(tables.layer.c.code.in_(codes))):
        layers[row.code][row.layer] = row.hash
    return layers


def corrections_of(connection: sa.Connection, codes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """By code and field, the editors' values."""
    corrections: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in connection.execute(sa.select(tables.correction).where(tables.correction.c.code.in_(codes))):
        corrections[row.code][row.field] = row.value
    return corrections


def records_of(connection: sa.Connection, codes: Sequence[str]) -> dict[str, dict[Layer, Procedure]]:
    """By code and layer, what the layers say."""
    return _records(connection, layers_of(connection, codes))


def _records(connection: sa.Connection, layers: Mapping[str, Mapping[Layer, str]]) -> dict[str, dict[Layer, Procedure]]:
    hashes = [digest for by_layer in layers.values() for digest in by_layer.values()]
    rows = connection.execute(sa.select(tables.body).where(tables.body.c.hash.in_(hashes)))
    bodies = {row.hash: row.body for row in rows}
    return {
        code: {layer: procedure_of(bodies[digest]) for layer, digest in by_layer.items()}
        for code, by_layer in layers.items()
    }

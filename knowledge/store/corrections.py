"""Editors' corrections: single fields that outlive imports, and where they or a curated record no longer fit."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import ValidationError

from knowledge.blanks import without_blanks
from knowledge.importers.reasons import reason_of
from knowledge.procedure import Procedure
from knowledge.store import tables
from knowledge.store.merge import CONTENT, Layer, merge, moved_facts
from knowledge.store.record import procedure_of, record_of
from knowledge.store.staging import records_of, restage

CODES_AT_ONCE = 200


class UnknownProcedure(LookupError):
    """No layer has a procedure of this code."""


class InvalidCorrection(ValueError):
    """A correction does not fit the model of a procedure; the message says why, in Vietnamese."""


@dataclass(frozen=True)
class Conflict:
    """Two words on one field, of which an editor must choose.

    ``correction``: what stands under an editor's correction is no longer what the editor saw (``seen``).
    ``curated``: the import no longer says what our own record was written from; where the field is one of numbers, the
    import's value is the one in use.
    """

    code: str
    name: str
    field: str
    kind: Literal["correction", "curated"]
    ours: Any
    theirs: Any
    seen: Any = None


def correct(connection: sa.Connection, code: str, fields: Mapping[str, Any], by: str, at: dt.datetime | None) -> None:
    """Set an editor's values over what the layers say, and keep what was seen under them.

    Raises:
        UnknownProcedure, InvalidCorrection
    """
    records = records_of(connection, [code]).get(code)
    if not records or set(records) == {"overlay"}:
        raise UnknownProcedure(f"Không có thủ tục {code}; hãy kiểm tra lại mã.")
    values = _checked(code, fields)
    under = _under(records)
    _delete(connection, code, list(values))
    said = {"code": code, "by": by} | ({"at": at} if at else {})
    rows = [{**said, "field": field, "value": value, "under": under[field]} for field, value in values.items()]
    if rows:
        connection.execute(sa.insert(tables.correction), rows)
    restage(connection, [code])


def withdraw(connection: sa.Connection, code: str, fields: Sequence[str] | None) -> None:
    """Take back the corrections of these fields, or all of the procedure's."""
    _delete(connection, code, fields)
    restage(connection, [code])


def _delete(connection: sa.Connection, code: str, fields: Sequence[str] | None) -> None:
    row = tables.correction.c
    gone = sa.delete(tables.correction).where(row.code == code)
    connection.execute(gone if fields is None else gone.where(row.field.in_(fields)))


def conflicts(connection: sa.Connection, codes_at_once: int) -> Iterator[Conflict]:
    """Yield all that an editor should decide, by code; the records of ``codes_at_once`` procedures are held."""
    row = tables.correction.c
    layer = tables.layer.c
    imported = tables.layer.alias()
    curated = (
        sa.select(layer.code)
        .join_from(tables.layer, imported, imported.c.code == layer.code)
        .where(layer.layer == "curated", imported.c.layer == "import")
    )
    codes = list(connection.scalars(sa.select(row.code).union(curated).order_by("code")))
    for start in range(0, len(codes), codes_at_once):
        some = codes[start : start + codes_at_once]
        corrections = _corrections(connection, some)
        for code, records in sorted(records_of(connection, some).items()):
            yield from _conflicts_of(code, records, corrections[code])


def _conflicts_of(code: str, records: Mapping[Layer, Procedure], corrections: list[sa.Row[Any]]) -> Iterator[Conflict]:
    under = _under(records)
    name = str(under["name"])
    for row in corrections:
        if under[row.field] not in (row.under, row.value):
            yield Conflict(code, name, row.field, "correction", row.value, under[row.field], row.under)
    values = {row.field: row.value for row in corrections}
    for field in moved_facts(records, values):
        if field not in values:
            ours, theirs = (_fields(records[layer])[field] for layer in ("curated", "import"))
            yield Conflict(code, name, field, "curated", ours, theirs)


def _corrections(connection: sa.Connection, codes: Sequence[str]) -> dict[str, list[sa.Row[Any]]]:
    by_code: dict[str, list[sa.Row[Any]]] = defaultdict(list)
    row = tables.correction.c
    for correction in connection.execute(sa.select(tables.correction).where(row.code.in_(codes)).order_by(row.field)):
        by_code[correction.code].append(correction)
    return by_code


def _under(records: Mapping[Layer, Procedure]) -> dict[str, Any]:
    """The JSON values that stand under the corrections: of all weaker layers merged."""
    weaker: dict[Layer, Procedure] = {layer: record for layer, record in records.items() if layer != "overlay"}
    merged = merge(weaker, {})
    return _fields(merged) if merged else dict.fromkeys(CONTENT)


def _fields(procedure: Procedure) -> dict[str, Any]:
    return procedure.model_dump(mode="json", by_alias=True)


def _checked(code: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the model writes them."""
    strange = [field for field in fields if field not in CONTENT]
    if strange:
        raise InvalidCorrection(f"Không sửa được {', '.join(strange)}; các trường sửa được: {', '.join(CONTENT)}.")
    smallest = {"code": code, "name": code, "source": {"title": code}}
    try:
        procedure = Procedure.model_validate(without_blanks({**smallest, **fields}, Procedure))
    except ValidationError as error:
        raise InvalidCorrection(f"Thủ tục {code}: {reason_of(error)}") from error
    values = procedure_of(record_of(procedure).body)
    return {field: _fields(values)[field] for field in fields}

"""What the layers say of one procedure, made into one record: the strongest layer that states a field sets it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, get_args

from knowledge.procedure import Flag, Origin, Procedure
from knowledge.store.digest import FACTS, differing, digest
from knowledge.store.overlay import lay_ways_over

Layer = Literal["overlay", "correction", "curated", "import", "facts"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
"""Strongest first."""

_NAMES = {
    "decision": "quyết định công bố",
    "papers": "thành phần hồ sơ",
    "submissions": "thời hạn hoặc phí, lệ phí",
    "legal_basis": "căn cứ pháp lý",
}
_NUMBERS = ("decision", "submissions", "legal_basis")
_OWN = {"code", "version", "details", "curated", "flags"}
CONTENT = tuple(name for name in Procedure.model_fields if name not in _OWN)
"""The fields that are merged one by one, and that an editor may correct."""
_OVERLAY_KEEPS_OUT = {"name", "source", "origin"}
# The model asks an overlay for a name and a source, but the province sets neither for a national procedure.


def merge(records: Mapping[Layer, Procedure], corrections: Mapping[str, Any]) -> Procedure | None:
    """One record from the layers' records and an editor's corrections (field to its JSON value); None without records.

    A field that a record leaves empty lets the weaker layer's value through; a correction counts as it stands, empty
    or not. An entry of a list only (``details`` false) is weaker than any record with details. Where the import's facts
    are no longer those that the curated record was written from, the facts that moved come from the import (the papers
    excepted: they stay in our words) and the record is flagged.

    Raises:
        pydantic.ValidationError: a correction does not fit the model.
    """
    ranked = _ranked(records)
    if not ranked:
        return None
    moved = moved_facts(records, corrections)
    fields: dict[str, Any] = {}
    owner: dict[str, Layer] = {}
    for field in CONTENT:
        for layer in _order(ranked, field, moved):
            value = getattr(records[layer], field)
            if value not in (None, [], ""):
                fields[field], owner[field] = value, layer
                break
    if owner.get("origin") == "curated":
        fields["origin"] = _origin(records, moved)
    fields.update(corrections)
    owner.update(dict.fromkeys(corrections, "correction"))
    if "overlay" in records:
        _lay_over(records["overlay"], fields, owner)
    return Procedure.model_validate(
        {
            **fields,
            "code": records[ranked[0]].code,
            "details": any(records[layer].details for layer in ranked),
            "curated": any(records[layer].curated for layer in ranked),
            "flags": [*_kept_flags(records, owner), *_own_flags(moved, owner)],
        }
    )


def moved_facts(records: Mapping[Layer, Procedure], corrections: Mapping[str, Any]) -> list[str]:
    """The fields in which the import no longer says what the curated record was written from.

    A correction of ``origin`` accepts the import's digest: the curated record is then held to be true again.
    """
    curated, read = records.get("curated"), records.get("import")
    if curated is None or curated.origin is None or read is None or not read.details:
        return []
    accepted = corrections.get("origin")
    origin = accepted["digest"] if accepted else curated.origin.digest
    return differing(origin, _digest_of_source(read))


def _digest_of_source(read: Procedure) -> str:
    """What the import's source says; for an export of ours, what it was written from."""
    return read.origin.digest if read.origin else digest(read)


def _origin(records: Mapping[Layer, Procedure], moved: list[str]) -> Origin | None:
    """What the merged record is written from: our own record's origin, but for the numbers that came from the import.

    So an export of a flagged record, imported elsewhere, brings the flag and the numbers along.
    """
    origin = records["curated"].origin
    numbers = [field for field in moved if field in _NUMBERS]
    if origin is None or not numbers:
        return origin
    read = _digest_of_source(records["import"])
    parts = zip(FACTS, origin.digest.split("-"), read.split("-"), strict=False)
    mixed = "-".join(theirs if field in numbers else ours for field, ours, theirs in parts)
    return origin.model_copy(update={"digest": mixed if mixed.count("-") == len(FACTS) - 1 else read})


def _ranked(records: Mapping[Layer, Procedure]) -> list[Layer]:
    """The layers that tell of the whole procedure, strongest first; entries of a list only come last."""
    told: list[Layer] = [layer for layer in LAYERS if layer in records and layer != "overlay"]
    return sorted(told, key=lambda layer: not records[layer].details)


def _order(ranked: list[Layer], field: str, moved: list[str]) -> list[Layer]:
    numbers_moved = [name for name in moved if name in _NUMBERS]
    if field in numbers_moved or (field == "source" and numbers_moved):
        return sorted(ranked, key=lambda layer: layer != "import")
    return ranked


def _lay_over(overlay: Procedure, fields: dict[str, Any], owner: dict[str, Layer]) -> None:
    """What the province sets, over everything else; its ways of submitting are laid over the same ways one by one."""
    for field in CONTENT:
        value = getattr(overlay, field)
        if field in _OVERLAY_KEEPS_OUT or value in (None, [], ""):
            continue
        if field == "submissions" and fields.get(field):
            fields[field] = lay_ways_over(overlay.submissions, fields[field])
        else:
            fields[field], owner[field] = value, "overlay"


def _kept_flags(records: Mapping[Layer, Procedure], owner: Mapping[str, Layer]) -> Iterator[Flag]:
    """The flags of the values that were taken; a flag on a value that lost out would mislead."""
    for layer in LAYERS:
        for flag in records[layer].flags if layer in records else []:
            root = re.split(r"[.\[]", flag.field, maxsplit=1)[0]
            if owner.get(root, layer) == layer:
                yield flag


def _own_flags(moved: Iterable[str], owner: Mapping[str, Layer]) -> Iterator[Flag]:
    for field in moved:
        if owner.get(field) == "correction":
            continue
        taken = "đang dùng số liệu của nguồn" if field in _NUMBERS else "vẫn dùng bản biên soạn"
        yield Flag(field=field, reason=f"Nguồn đã đổi {_NAMES[field]} so với bản biên soạn; {taken}, cần xem lại.")

"""What the layers say of one procedure, made into one record: the strongest layer that states a field sets it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, get_args

from knowledge.procedure import Duration, Fee, Flag, Origin, Procedure, Submission

Layer = Literal["overlay", "correction", "curated", "import", "facts"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
"""Strongest first."""

PART_NAMES = {
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


def digest(procedure: Procedure) -> str:
    """A stable hash of the facts of a procedure, to be kept as ``origin.digest`` of what is written from it.

    The facts are the decision, the papers' names and counts, the times and fees, the numbers of the legal basis; their
    order, spelling of spaces and punctuation do not count. The digest has one part for each, in the order of
    ``PART_NAMES``, so that ``differing`` can say which one moved.
    """
    return "-".join(_hash(facts(procedure)) for facts in _FACTS.values())


def differing(ours: str, theirs: str) -> list[str]:
    """The fields (of ``PART_NAMES``) in which two digests differ; all of them where one is no digest of ours."""
    if ours == theirs:
        return []
    left, right = ours.split("-"), theirs.split("-")
    if len(left) != len(_FACTS) or len(right) != len(_FACTS):
        return list(_FACTS)
    return [field for field, a, b in zip(_FACTS, left, right, strict=True) if a != b]


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
            "flags": _once([*_kept_flags(records, owner), *_own_flags(moved, owner)]),
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
    parts = zip(_FACTS, origin.digest.split("-"), read.split("-"), strict=False)
    mixed = "-".join(theirs if field in numbers else ours for field, ours, theirs in parts)
    return origin.model_copy(update={"digest": mixed if mixed.count("-") == len(_FACTS) - 1 else read})


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
            weaker = [Submission.model_validate(entry) for entry in fields[field]]
            fields[field] = list(_lay_ways_over(overlay.submissions, weaker))
        else:
            fields[field], owner[field] = value, "overlay"


def _lay_ways_over(stronger: list[Submission], weaker: list[Submission]) -> Iterator[Submission]:
    """Several entries for one way replace that way; a single one sets what it states in each entry of that way."""
    by_way: dict[str, list[Submission]] = {}
    for entry in stronger:
        by_way.setdefault(entry.way, []).append(entry)
    for entry in weaker:
        over = by_way.get(entry.way, [])
        if len(over) <= 1:
            yield _lay_way_over(over[0], entry) if over else entry
    known = {entry.way for entry in weaker}
    yield from (entry for entry in stronger if entry.way not in known or len(by_way[entry.way]) > 1)


def _lay_way_over(stronger: Submission, weaker: Submission) -> Submission:
    changes: dict[str, Any] = {}
    # A time belongs with its text, and fees with theirs: half of each would contradict the other.
    for group in (("time", "time_text"), ("fees", "fee_text", "set_by"), ("online_level",), ("note",)):
        if any(getattr(stronger, name) for name in group):
            changes.update({name: getattr(stronger, name) for name in group})
    return weaker.model_copy(update=changes)


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
        yield Flag(field=field, reason=f"Nguồn đã đổi {PART_NAMES[field]} so với bản biên soạn; {taken}, cần xem lại.")


def _once(flags: Iterable[Flag]) -> list[Flag]:
    return list({(flag.field, flag.reason): flag for flag in flags}.values())


def _papers(procedure: Procedure) -> object:
    papers = (item for group in procedure.papers for item in group.items if item.kind == "paper")
    return sorted([_plain(item.name), item.originals or 0, item.copies or 0] for item in papers)


def _submissions(procedure: Procedure) -> object:
    return sorted([entry.way, _time(entry.time, entry.time_text), _fees(entry)] for entry in procedure.submissions)


def _time(time: Duration | None, text: str | None) -> str:
    return f"{time.value.normalize():f} {time.unit}" if time else _plain(text)


def _fees(entry: Submission) -> list[str]:
    return sorted(map(_fee, entry.fees)) or [_plain(entry.fee_text)]


def _fee(fee: Fee) -> str:
    return f"{fee.amount.normalize():f} {fee.currency} {fee.from_ or ''} {fee.until or ''}"


def _plain(text: str | None) -> str:
    """Letters and digits only, so that a mended space or comma is no change of fact."""
    return "".join(char for char in unicodedata.normalize("NFKC", text or "").casefold() if char.isalnum())


def _hash(facts: object) -> str:
    return hashlib.blake2b(repr(facts).encode(), digest_size=6).hexdigest()


_FACTS: dict[str, Callable[[Procedure], object]] = {
    "decision": lambda procedure: _plain(procedure.decision),
    "papers": _papers,
    "submissions": _submissions,
    "legal_basis": lambda procedure: sorted({_plain(act.number) for act in procedure.legal_basis if act.number}),
}

"""Corrects one field of a procedure, and shows what publishing would change and what an editor has to decide."""

from __future__ import annotations

import json
from dataclasses import dataclass

from knowledge.store.changes import Change, Counts, Missing
from knowledge.store.corrections import Conflict, InvalidCorrection
from knowledge.store.store import KnowledgeStore


@dataclass(frozen=True)
class Waiting:
    """What waits to be published.

    Attributes:
        counts: how many procedures there are, and how many would change.
        changes: each procedure that would change, field by field.
        conflicts: where an editor's words and the latest import no longer agree.
        missing: what the latest import of its source no longer had.
    """

    counts: Counts
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    missing: tuple[Missing, ...]


def waiting(store: KnowledgeStore) -> Waiting:
    """Give what publishing would change, and what an editor has to decide before."""
    return Waiting(store.counts(), tuple(store.changes()), tuple(store.conflicts()), tuple(store.missing()))


def correct(store: KnowledgeStore, code: str, field: str, value: str, by: str) -> None:
    """Set a field of a procedure, over all imports to come; it is staged.

    Args:
        store: the knowledge.
        code: the procedure's code.
        field: the field's name.
        value: the right value, as JSON.
        by: who corrects it.

    Raises:
        InvalidCorrection: the value is not JSON, or does not fit the field.
        knowledge.store.corrections.UnknownProcedure: there is no such procedure.
    """
    try:
        read = json.loads(value)
    except json.JSONDecodeError as error:
        raise InvalidCorrection(f"Giá trị không phải JSON: {error}. Chữ thì đặt trong ngoặc kép: '\"…\"'") from error
    store.correct(code, {field: read}, by)

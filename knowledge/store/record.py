"""A procedure as the store keeps it: its body, and the hash by which it is known."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import NamedTuple

from knowledge.blanks import without_blanks
from knowledge.procedure import Procedure

_EMPTY_TEXTS = (':""', ',""', '[""')


class StoredRecord(NamedTuple):
    """One stored procedure. Two procedures with the same content have the same hash, whatever their versions."""

    code: str
    details: bool
    hash: str
    body: str


def record_of(procedure: Procedure) -> StoredRecord:
    """The record of a procedure: its texts in NFC, an empty text being none. The store alone counts versions."""
    body = _body(procedure)
    if '""' in body and any(empty in body for empty in _EMPTY_TEXTS):
        body = _body(Procedure.model_validate(without_blanks(json.loads(body), Procedure)))
    digest = hashlib.blake2b(body.encode(), digest_size=16).hexdigest()
    return StoredRecord(procedure.code, procedure.details, digest, body)


def procedure_of(body: str, version: int = 0) -> Procedure:
    """The procedure of a stored body."""
    procedure = Procedure.model_validate_json(body)
    procedure.version = version
    return procedure


def _body(procedure: Procedure) -> str:
    # Fields at their defaults are left out, so that a field added to the model later changes no hash.
    body = procedure.model_dump_json(by_alias=True, exclude_defaults=True, exclude={"version"})
    return unicodedata.normalize("NFC", body)

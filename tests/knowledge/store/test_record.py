"""A stored record is known by its content."""

from __future__ import annotations

import unicodedata

from knowledge.store.record import procedure_of, record_of
from tests.knowledge.samples import procedure


def test_a_record_comes_back_with_the_version_of_the_store() -> None:
    record = record_of(procedure(version=3))
    assert (record.code, record.details) == ("1.001193", True)
    assert procedure_of(record.body, 8) == procedure(version=8)
    assert procedure_of(record.body).version == 0


def test_the_same_content_has_the_same_hash() -> None:
    same = [procedure(version=2), procedure(result=""), procedure(audience=[""]), procedure(conditions=None)]
    decomposed = procedure(name=unicodedata.normalize("NFD", procedure().name))
    assert {record_of(each).hash for each in (*same, decomposed)} == {record_of(procedure()).hash}


def test_other_content_has_another_hash() -> None:
    others = [procedure(result="Giấy"), procedure(details=False), procedure("1.000001"), procedure(steps=None)]
    assert len({record_of(each).hash for each in (*others, procedure())}) == 5

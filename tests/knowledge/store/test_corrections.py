"""Editors' corrections: they outlive imports, and show where the ground under them moved."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.procedure import Procedure
from knowledge.store.corrections import Conflict, InvalidCorrection, UnknownProcedure
from knowledge.store.digest import digest
from knowledge.store.staging import Staged
from knowledge.store.store import KnowledgeStore
from tests.knowledge.samples import BIRTH, curated, many, procedure, submission

EDITOR = "chị Lan"


def staged(store: KnowledgeStore, code: str = BIRTH) -> Procedure:
    found = store.procedure(code, "staged")
    assert found
    return found


def test_a_correction_is_staged_and_waits_for_publishing(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    store.publish()
    store.correct(BIRTH, {"steps": "Nộp ở xã."}, EDITOR)
    assert staged(store) == procedure(steps="Nộp ở xã.", version=2)
    assert store.procedure(BIRTH) == procedure(version=1)
    assert store.procedure(BIRTH, "imported") == procedure()
    assert store.publish() == 2


def test_a_correction_survives_the_next_import(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    store.correct(BIRTH, {"steps": "Nộp ở xã."}, EDITOR)
    assert store.stage("import", [procedure(result="Giấy khai sinh")]) == Staged(changed=1)
    assert staged(store).steps == "Nộp ở xã."
    assert staged(store).result == "Giấy khai sinh"
    assert list(store.conflicts()) == []


def test_a_correction_shows_as_a_conflict_when_the_value_under_it_changes(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    store.correct(BIRTH, {"steps": "Nộp ở xã.", "result": None}, EDITOR)
    assert store.stage("import", [procedure(steps="Bước mới của nguồn.")]) == Staged(unchanged=1)
    assert list(store.conflicts()) == [
        Conflict(
            BIRTH,
            f"Thủ tục {BIRTH}",
            "steps",
            "correction",
            ours="Nộp ở xã.",
            theirs="Bước mới của nguồn.",
            seen="Bước 1: nộp hồ sơ.",
        )
    ]


def test_correcting_again_settles_the_conflict(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    store.correct(BIRTH, {"steps": "Nộp ở xã."}, EDITOR)
    store.stage("import", [procedure(steps="Bước mới của nguồn.")])
    store.correct(BIRTH, {"steps": "Nộp ở xã."}, EDITOR)
    assert list(store.conflicts()) == []


def test_a_source_that_comes_round_to_the_correction_is_no_conflict(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    store.correct(BIRTH, {"steps": "Nộp ở xã."}, EDITOR)
    store.stage("import", [procedure(steps="Nộp ở xã.")])
    assert list(store.conflicts()) == []


def test_a_correction_that_is_withdrawn_gives_way_to_the_source(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    store.correct(BIRTH, {"steps": "Nộp ở xã.", "result": "Giấy khai sinh"}, EDITOR)
    store.withdraw(BIRTH, ["steps"])
    assert staged(store) == procedure(result="Giấy khai sinh", version=1)
    store.withdraw(BIRTH)
    assert staged(store) == procedure(version=1)
    assert store.counts().layers["correction"] == 0


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"steps": ""}, {"steps": None}),
        ({"papers": None}, {"papers": []}),
        ({"conditions": None, "steps": None}, {"steps": None}),
        ({"submissions": [submission(5000, 2)]}, {"submissions": [submission(5000, 2)]}),
        ({"levels": ["tỉnh"], "jurisdiction": "province"}, {"levels": ["tỉnh"], "jurisdiction": "province"}),
    ],
)
def test_any_field_can_be_corrected(store: KnowledgeStore, fields: dict[str, Any], expected: dict[str, Any]) -> None:
    store.stage("import", [procedure()])
    store.correct(BIRTH, fields, EDITOR)
    assert staged(store) == procedure(**expected, version=1)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"levels": ["huyện"]}, "huyện"),
        ({"name": ""}, "name"),
        ({"code": "1.000001"}, "code"),
        ({"thời hạn": 3}, "thời hạn"),
        ({"submissions": [{"way": "direct", "time": {"value": 3}}]}, r"thiếu submissions\.1\.time\.unit"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused_whole(
    store: KnowledgeStore, fields: dict[str, Any], message: str
) -> None:
    store.stage("import", [procedure()])
    with pytest.raises(InvalidCorrection, match=message):
        store.correct(BIRTH, {"steps": "Nộp ở xã.", **fields}, EDITOR)
    assert staged(store) == procedure(version=1)


def test_an_unknown_procedure_cannot_be_corrected(store: KnowledgeStore) -> None:
    with pytest.raises(UnknownProcedure, match=BIRTH):
        store.correct(BIRTH, {"steps": "Nộp ở xã."}, EDITOR)


def test_a_source_that_moved_under_our_own_record_asks_an_editor(store: KnowledgeStore) -> None:
    was, now = procedure(), procedure(submissions=[submission(10_000, 1)])
    store.stage("curated", [curated(was)])
    store.stage("import", [was, *many(3)])
    assert list(store.conflicts()) == []
    store.stage("import", [now])
    [conflict] = store.conflicts()
    assert (conflict.code, conflict.kind, conflict.field) == (BIRTH, "curated", "submissions")
    assert conflict.ours[0]["fees"][0]["amount"] == 0
    assert conflict.theirs[0]["fees"][0]["amount"] == 10_000
    assert staged(store).submissions == now.submissions
    assert staged(store).flags


def test_the_editor_may_keep_our_own_record(store: KnowledgeStore) -> None:
    now = procedure(submissions=[submission(10_000, 1)])
    store.stage("curated", [curated(procedure())])
    store.stage("import", [now])
    store.correct(BIRTH, {"origin": {"digest": digest(now), "decision": now.decision}}, EDITOR)
    assert list(store.conflicts()) == []
    assert staged(store).submissions == procedure().submissions
    assert staged(store).flags == []


def test_the_editor_may_set_the_number(store: KnowledgeStore) -> None:
    store.stage("curated", [curated(procedure())])
    store.stage("import", [procedure(submissions=[submission(10_000, 1)])])
    store.correct(BIRTH, {"submissions": [submission(8000, 1)]}, EDITOR)
    assert list(store.conflicts()) == []
    store.stage("import", [procedure(submissions=[submission(12_000, 1)])])
    [conflict] = store.conflicts()
    assert conflict.kind == "correction"
    assert conflict.theirs[0]["fees"][0]["amount"] == 12_000


def test_conflicts_are_found_among_many_and_are_those_of_one_moment(store: KnowledgeStore) -> None:
    store.stage("import", many(9))
    codes = [f"2.{number:06}" for number in range(0, 9, 2)]
    for code in codes:
        store.correct(code, {"steps": "Sửa."}, EDITOR)
    store.stage("import", many(9, steps="Nguồn mới."))
    reading = store.conflicts(codes_at_once=2)
    first = next(reading)
    store.stage("import", many(9, steps="Nguồn mới nữa."))
    store.publish()
    found = [first, *reading]
    assert [conflict.code for conflict in found] == codes
    assert {conflict.theirs for conflict in found} == {"Nguồn mới."}

"""What publishing would change, field by field, old beside new."""

from __future__ import annotations

from knowledge.store.changes import Change, FieldChange, Missing, compare
from knowledge.store.store import KnowledgeStore
from tests.knowledge.samples import BIRTH, many, papers, procedure, submission


def test_a_new_a_changed_and_a_removed_procedure(store: KnowledgeStore) -> None:
    store.stage("import", many(3))
    store.publish()
    store.stage("import", [procedure("2.000000", decision="9/QĐ-BTP", submissions=[submission(0, 2)]), procedure()])
    store.remove("import", ["2.000002"])
    assert list(store.changes()) == [
        Change(BIRTH, f"Thủ tục {BIRTH}", "new"),
        Change(
            "2.000000",
            "Thủ tục 2.000000",
            "changed",
            [
                FieldChange("decision", "163/QĐ-BTP", "9/QĐ-BTP"),
                FieldChange("submissions.0.time.value", 1, 2),
                FieldChange("submissions.0.time_text", "1 ngày làm việc", "2 ngày làm việc"),
            ],
        ),
        Change("2.000002", "Thủ tục 2.000002", "removed"),
    ]
    assert store.counts().unchanged == 1
    store.publish()
    assert list(store.changes()) == []


def test_a_change_that_was_taken_back_is_none(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    store.publish()
    store.stage("import", [procedure(steps="Bước khác.")])
    store.stage("import", [procedure()])
    assert list(store.changes()) == []
    assert store.publish() == 1


def test_lists_of_another_length_stand_beside_each_other_whole() -> None:
    old, new = papers("Tờ khai"), papers("Tờ khai", "Giấy chứng sinh")
    [change] = compare({"papers": old}, {"papers": new})
    assert change == FieldChange("papers.0.items", old[0]["items"], new[0]["items"])


def test_a_field_that_appears_or_goes_stands_beside_nothing() -> None:
    assert compare({"a": 1}, {"b": [2]}) == [FieldChange("a", 1, None), FieldChange("b", None, [2])]
    assert compare({"levels": ["xã"]}, {"levels": ["tỉnh"]}) == [FieldChange("levels", ["xã"], ["tỉnh"])]
    assert compare({"a": None}, {}) == []


def test_what_the_latest_import_of_a_source_no_longer_had_is_missing(store: KnowledgeStore) -> None:
    store.stage("import", many(3), source="cổng")
    store.stage("import", [procedure()], source="bổ sung")
    assert list(store.missing()) == []
    store.stage("import", many(2), source="cổng")
    assert list(store.missing()) == [Missing("2.000002", "Thủ tục 2.000002", "cổng")]
    assert store.procedure("2.000002", "staged")
    store.stage("import", many(3), source="cổng")
    assert list(store.missing()) == []


def test_what_another_source_has_taken_over_is_not_missing(store: KnowledgeStore) -> None:
    store.stage("import", many(2), source="cổng")
    store.stage("import", [procedure("2.000001", steps="Bước khác.")], source="bổ sung")
    store.stage("import", many(1), source="cổng")
    assert list(store.missing()) == []


def test_a_source_without_a_name_misses_nothing(store: KnowledgeStore) -> None:
    store.stage("import", many(2))
    store.stage("import", many(1))
    assert list(store.missing()) == []

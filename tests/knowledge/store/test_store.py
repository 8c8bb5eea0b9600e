"""The store's states: what is staged, what is published, and what moves from one to the other."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from knowledge.procedure import Procedure
from knowledge.store import tables
from knowledge.store.staging import Staged
from knowledge.store.store import KnowledgeStore
from tests.knowledge.samples import BIRTH, many, procedure


def test_a_new_store_is_fresh_and_empty(store: KnowledgeStore) -> None:
    assert store.is_fresh()
    assert store.published_version() == 0
    assert store.procedure(BIRTH) is None
    assert list(store.procedures("staged")) == []


def test_staging_shows_in_the_staged_state_and_not_in_the_published(store: KnowledgeStore) -> None:
    assert store.stage("import", [procedure()]) == Staged(new=1)
    assert not store.is_fresh()
    assert store.procedure(BIRTH) is None
    assert store.procedure(BIRTH, "staged") == procedure(version=1)
    assert store.procedure(BIRTH, "imported") == procedure()


def test_publishing_makes_the_staged_state_live_as_one_version(store: KnowledgeStore) -> None:
    store.stage("import", many(3))
    assert store.publish() == 1
    assert store.published_version() == 1
    assert [found.code for found in store.procedures()] == ["2.000000", "2.000001", "2.000002"]
    assert {found.version for found in store.procedures()} == {1}


def test_publishing_without_a_change_changes_nothing(store: KnowledgeStore) -> None:
    assert store.publish() == 0
    store.stage("import", [procedure()])
    assert store.publish() == 1
    store.stage("import", [procedure()])
    assert store.publish() == 1
    assert store.procedure(BIRTH) == procedure(version=1)


def test_only_a_procedure_that_changed_gets_a_new_version(store: KnowledgeStore) -> None:
    store.stage("import", many(2))
    store.publish()
    store.stage("import", [procedure("2.000001", steps="Bước khác.")])
    assert store.publish() == 2
    assert [found.version for found in store.procedures()] == [1, 2]


def test_the_same_import_twice_changes_nothing(store: KnowledgeStore) -> None:
    assert store.stage("import", many(1200)) == Staged(new=1200)
    assert store.stage("import", many(1200)) == Staged(unchanged=1200)
    assert store.publish() == 1
    assert store.stage("import", many(1200)) == Staged(unchanged=1200)
    assert list(store.changes()) == []


def test_the_version_that_a_record_brings_along_does_not_count(store: KnowledgeStore) -> None:
    store.stage("import", [procedure(version=7)])
    assert store.stage("import", [procedure(version=9)]) == Staged(unchanged=1)
    store.publish()
    found = store.procedure(BIRTH)
    assert found
    assert found.version == 1


def test_of_two_records_with_one_code_the_last_counts(store: KnowledgeStore) -> None:
    staged = store.stage("import", [procedure(steps="Trước."), procedure(steps="Sau.")])
    assert staged == Staged(new=1, changed=1)
    found = store.procedure(BIRTH, "staged")
    assert found
    assert found.steps == "Sau."


def test_an_entry_of_a_list_never_replaces_details(store: KnowledgeStore) -> None:
    entry = Procedure(code=BIRTH, name="Tên trong danh sách", details=False, source={"title": "Danh sách"})
    store.stage("import", [procedure()])
    assert store.stage("import", [entry]) == Staged(unchanged=1)
    assert store.procedure(BIRTH, "staged") == procedure(version=1)
    assert store.procedure(BIRTH, "imported") == procedure()


def test_details_replace_an_entry_of_a_list(store: KnowledgeStore) -> None:
    entry = Procedure(code=BIRTH, name="Tên trong danh sách", details=False, source={"title": "Danh sách"})
    assert store.stage("import", [entry]) == Staged(new=1)
    found = store.procedure(BIRTH, "staged")
    assert found
    assert not found.details
    assert store.stage("import", [procedure()]) == Staged(changed=1)
    assert store.procedure(BIRTH, "staged") == procedure(version=1)


def test_an_import_over_bundled_facts_counts_as_a_change(store: KnowledgeStore) -> None:
    store.stage("facts", [procedure(steps=None)])
    assert store.stage("import", [procedure(decision=None)]) == Staged(changed=1)
    found = store.procedure(BIRTH, "staged")
    assert found
    assert found.decision == "163/QĐ-BTP"
    assert found.steps == "Bước 1: nộp hồ sơ."


def test_an_empty_text_is_none(store: KnowledgeStore) -> None:
    store.stage("import", [procedure(steps="", submissions=[{"way": "post", "note": " "}])])
    found = store.procedure(BIRTH, "staged")
    assert found
    assert found.steps is None
    assert found.submissions[0].note is None
    assert store.stage("import", [procedure(steps=None, submissions=[{"way": "post"}])]) == Staged(unchanged=1)


def test_texts_are_kept_in_nfc(store: KnowledgeStore) -> None:
    store.stage("import", [procedure(steps=unicodedata.normalize("NFD", "Nộp hồ sơ"))])
    assert store.stage("import", [procedure(steps="Nộp hồ sơ")]) == Staged(unchanged=1)


def test_a_reader_that_fails_leaves_everything_as_it_was(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])

    def failing() -> Iterator[Procedure]:
        yield from many(1000)
        raise OSError("đĩa hỏng")

    with pytest.raises(OSError, match="đĩa hỏng"):
        store.stage("import", failing())
    assert [found.code for found in store.procedures("staged")] == [BIRTH]


@pytest.mark.parametrize("layer", ["correction", "imported"])
def test_a_layer_that_cannot_be_staged_is_named(store: KnowledgeStore, layer: str) -> None:
    with pytest.raises(ValueError, match=layer):
        store.stage(layer, [])  # type: ignore[arg-type]


def test_an_unknown_state_is_named(store: KnowledgeStore) -> None:
    with pytest.raises(ValueError, match="live"):
        store.procedure(BIRTH, "live")  # type: ignore[arg-type]


def test_progress_tells_how_many_were_read_and_then_how_many_were_written(store: KnowledgeStore) -> None:
    seen: list[tuple[int, int | None]] = []
    store.stage("import", many(1200), progress=lambda done, total: seen.append((done, total)))
    assert [done for done, total in seen if total is None] == list(range(1, 1201))
    assert [done for done, total in seen if total == 1200] == [500, 1000, 1200]


def test_what_is_removed_from_every_layer_is_taken_back_at_the_next_publishing(store: KnowledgeStore) -> None:
    store.stage("import", many(2))
    store.publish()
    store.remove("import", ["2.000001"])
    assert [found.code for found in store.procedures()] == ["2.000000", "2.000001"]
    assert store.publish() == 2
    assert [found.code for found in store.procedures()] == ["2.000000"]


def test_a_version_never_repeats_after_a_removal(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    store.publish()
    store.remove("import", [BIRTH])
    store.publish()
    store.stage("import", [procedure(steps="Bước khác.")])
    found = store.procedure(BIRTH, "staged")
    assert found
    assert found.version == 2
    assert store.publish() == 3
    assert store.procedure(BIRTH) == found


def test_a_removal_leaves_what_other_layers_say(store: KnowledgeStore) -> None:
    store.stage("facts", [procedure(steps=None)])
    store.stage("import", [procedure()])
    store.remove("import", [BIRTH])
    assert store.procedure(BIRTH, "staged") == procedure(steps=None, version=1)
    assert store.procedure(BIRTH, "imported") is None


def test_a_publishing_is_recorded_with_its_time_and_numbers(store: KnowledgeStore, engine: sa.Engine) -> None:
    at = dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC)
    store.stage("import", many(3))
    store.publish(at)
    store.stage("import", [procedure("2.000000", steps="Bước khác."), procedure()])
    store.remove("import", ["2.000001"])
    store.publish()
    with engine.connect() as connection:
        first, second = connection.execute(sa.select(tables.publication).order_by("number")).all()
    assert (first.number, first.new, first.changed, first.removed, first.total) == (1, 3, 0, 0, 3)
    assert first.at.replace(tzinfo=dt.UTC) == at
    assert (second.number, second.new, second.changed, second.removed, second.total) == (2, 1, 1, 1, 3)
    assert second.at is not None


def test_publishing_leaves_no_body_that_nothing_points_to(store: KnowledgeStore, engine: sa.Engine) -> None:
    for round_ in range(3):
        store.stage("import", [procedure(steps=f"Lần {round_}.")])
        store.publish()
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.body)) == 1


def test_counts(store: KnowledgeStore) -> None:
    store.stage("facts", many(4))
    store.publish()
    store.stage("import", [procedure("2.000000", steps="Bước khác."), procedure()])
    store.remove("facts", ["2.000003"])
    counts = store.counts()
    assert (counts.published, counts.staged) == (4, 4)
    assert (counts.new, counts.changed, counts.removed, counts.unchanged) == (1, 1, 1, 2)
    assert counts.layers == {"facts": 3, "import": 2, "correction": 0}


def test_a_reader_sees_one_state_while_another_publishes(store: KnowledgeStore) -> None:
    store.stage("import", many(600))
    store.publish()
    reading = store.procedures()
    first = next(reading)
    store.stage("import", many(600, steps="Bước khác."))
    store.publish()
    assert {found.version for found in [first, *reading]} == {1}

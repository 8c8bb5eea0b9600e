"""Records on their way into a layer."""

from __future__ import annotations

from knowledge.store.record import record_of
from knowledge.store.staging import Spool, Staged
from knowledge.store.store import KnowledgeStore
from tests.knowledge.samples import BIRTH, many, procedure


def test_a_spool_gives_the_records_back_in_order() -> None:
    procedures = [procedure(steps="Một\ndòng\tnữa", details=False), *many(1200)]
    with Spool() as spool:
        for each in procedures:
            spool.add(each)
        batches = list(spool.batches())
    assert spool.count == len(procedures)
    assert [record for batch in batches for record in batch.values()] == list(map(record_of, procedures))
    assert max(map(len, batches)) < len(procedures)


def test_a_batch_never_holds_a_code_twice() -> None:
    with Spool() as spool:
        for result in ("một", "hai", "ba"):
            spool.add(procedure(result=result))
        batches = list(spool.batches())
    assert [list(batch) for batch in batches] == [[BIRTH]] * 3


def test_of_several_records_with_a_code_the_last_counts(store: KnowledgeStore) -> None:
    store.stage("import", [procedure(result=result) for result in ("một", "hai", "ba")])
    found = store.procedure(BIRTH, "staged")
    assert found
    assert found.result == "ba"


def test_an_entry_of_a_list_never_replaces_details(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    assert store.stage("import", [procedure(details=False, steps=None)]) == Staged(unchanged=1)
    assert store.stage("import", [procedure("1.000001", details=False)]) == Staged(new=1)
    assert store.stage("import", [procedure("1.000001")]) == Staged(changed=1)


def test_progress_tells_first_what_is_read_and_then_what_is_taken(store: KnowledgeStore) -> None:
    told: list[tuple[int, int | None]] = []
    store.stage("import", many(3), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, None), (2, None), (3, None), (3, 3)]

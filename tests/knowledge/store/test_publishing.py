"""What is staged becomes live as a whole; versions of a procedure never repeat."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from knowledge.store import tables
from knowledge.store.store import KnowledgeStore
from tests.knowledge.samples import BIRTH, many, procedure


def version(store: KnowledgeStore, code: str = BIRTH) -> int | None:
    found = store.procedure(code)
    return found.version if found else None


def test_only_what_changed_gets_a_new_version(store: KnowledgeStore) -> None:
    store.stage("import", [procedure(), *many(1)])
    assert store.publish() == 1
    store.stage("import", [procedure(result="Giấy khai sinh")])
    assert store.publish() == 2
    assert (version(store), version(store, "2.000000")) == (2, 1)


def test_nothing_new_publishes_nothing(store: KnowledgeStore) -> None:
    assert store.publish() == 0
    store.stage("import", [procedure()])
    assert [store.publish(), store.publish()] == [1, 1]


def test_what_comes_back_goes_on_counting(store: KnowledgeStore) -> None:
    store.stage("import", [procedure()])
    store.publish()
    store.remove("import", [BIRTH])
    store.publish()
    assert version(store) is None
    store.stage("import", [procedure()])
    store.publish()
    assert version(store) == 2


def test_bodies_that_nothing_points_to_are_swept(store: KnowledgeStore, engine: sa.Engine) -> None:
    store.stage("import", [procedure(result="cũ")])
    store.publish()
    store.stage("import", [procedure(result="mới")])
    store.publish()
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.body)) == 1


def test_a_publishing_is_counted_and_dated(store: KnowledgeStore, engine: sa.Engine) -> None:
    day = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    store.stage("import", many(3))
    store.publish(day)
    with engine.connect() as connection:
        row = connection.execute(sa.select(tables.publication)).one()
    assert (row.number, row.new, row.changed, row.removed, row.total) == (1, 3, 0, 0, 3)
    assert row.at.replace(tzinfo=dt.UTC) == day

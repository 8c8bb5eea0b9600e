"""Processes that are killed in the middle, or meet: real ones, on both databases."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.procedure import Procedure
from knowledge.store import tables
from knowledge.store.staging import Staged
from knowledge.store.store import KnowledgeStore
from tests.knowledge.samples import many, procedure
from tests.knowledge.store.worker import ROUNDS

ROOT = Path(__file__).parents[3]


def worker(what: str, url: str, prefix: str = "9") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.knowledge.store.worker", what, url, prefix]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def kill_at_half(what: str, url: str) -> None:
    with worker(what, url) as process:
        assert process.stdout
        assert process.stdout.readline() == "half\n"
        process.kill()


def states(store: KnowledgeStore) -> list[list[Procedure]]:
    return [list(store.procedures("published")), list(store.procedures("staged")), list(store.procedures("imported"))]


@pytest.mark.parametrize("what", ["stage", "publish"])
def test_a_kill_in_the_middle_leaves_every_state_as_it_was(store: KnowledgeStore, database_url: str, what: str) -> None:
    store.stage("import", many(1500))
    store.publish()
    store.stage("import", [procedure("2.000000", result="Giấy khai sinh"), procedure()])
    store.remove("import", ["2.000001"])
    before = states(store)
    kill_at_half(what, database_url)
    assert states(store) == before
    assert store.published_version() == 1
    assert store.publish() == 2
    assert store.stage("import", many(1500)) == Staged(new=1, changed=1, unchanged=1498)


def test_two_processes_that_publish_at_once_lose_nothing(
    store: KnowledgeStore, engine: sa.Engine, database_url: str
) -> None:
    with worker("both", database_url, "3") as one, worker("both", database_url, "4") as other:
        assert one.stdout
        assert other.stdout
        versions = [[int(line) for line in output] for output in (one.stdout, other.stdout)]
    assert [one.returncode, other.returncode] == [0, 0]
    expected = [f"{prefix}.{number:06}" for prefix in ("3", "4") for number in range(ROUNDS)]
    assert [found.code for found in store.procedures()] == expected
    with engine.connect() as connection:
        rows = connection.execute(sa.select(tables.publication).order_by("number")).all()
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert sum(row.new for row in rows) == 2 * ROUNDS
    assert all(seen == sorted(seen) and seen[-1] <= len(rows) for seen in versions)


def test_memory_does_not_grow_with_the_number_of_records(store: KnowledgeStore, database_url: str) -> None:
    with worker("grow", database_url) as process:
        assert process.stdout
        assert int(process.stdout.read()) < 12 << 20, "6000 records are 36 MB"
    assert store.counts().staged == 6000

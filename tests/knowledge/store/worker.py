"""A process of its own that works on a store, for tests that kill it or let two of them meet.

python -m tests.knowledge.store.worker stage|publish|both|grow URL PREFIX: ``stage`` and ``publish`` say "half" in
the middle of their transaction, and wait to be killed; ``both`` stages and publishes ROUNDS procedures, one by one;
``grow`` says by how many bytes its memory grew from staging some records to staging many.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from knowledge.procedure import Procedure
from knowledge.store.database import open_engine
from knowledge.store.store import KnowledgeStore
from tests.knowledge.samples import many, procedure

ROUNDS = 5


def wait_to_be_killed() -> None:
    print("half", flush=True)
    time.sleep(60)


def stage(store: KnowledgeStore) -> None:
    def at_half(done: int, total: int | None) -> None:
        if total and done >= total / 2:
            wait_to_be_killed()

    store.stage("import", many(2000, steps="Bước khác."), progress=at_half)


def publish(store: KnowledgeStore, engine: sa.Engine) -> None:
    def before(*event: Any) -> None:
        if "INSERT INTO knowledge_publication" in event[2]:
            wait_to_be_killed()

    sa.event.listen(engine, "before_cursor_execute", before)
    store.publish()


def both(store: KnowledgeStore, prefix: str) -> None:
    for number in range(ROUNDS):
        store.stage("import", [procedure(f"{prefix}.{number:06}")])
        print(store.publish(), flush=True)


def grow(store: KnowledgeStore) -> None:
    def stream(count: int) -> Iterator[Procedure]:
        return (procedure(f"2.{number:06}", steps=f"{number}: {'Bước. ' * 700}") for number in range(count))

    store.stage("import", stream(1500))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    store.stage("import", stream(6000))
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)


def main() -> None:
    what, url, prefix = sys.argv[1:]
    engine = open_engine(url)
    store = KnowledgeStore(engine)
    if what == "stage":
        stage(store)
    elif what == "publish":
        publish(store, engine)
    elif what == "grow":
        grow(store)
    else:
        both(store, prefix)


if __name__ == "__main__":
    main()

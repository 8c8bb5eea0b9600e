"""Takes the bundled catalogue into an installation: into a fresh one, and after each upgrade of the program."""

from __future__ import annotations

from pathlib import Path

from bot.running.sources import Sources
from knowledge import bundled
from knowledge.put_in_place import put_in_place
from knowledge.store.store import KnowledgeStore


def is_taken(store: KnowledgeStore, taken: Path, sources: Sources) -> bool:
    """Say whether the bundled catalogue of today is what ``taken`` names as taken."""
    return not store.is_fresh() and taken.is_file() and taken.read_text() == sources.catalogue_digest()


def take(store: KnowledgeStore, taken: Path, sources: Sources) -> None:
    """Stage the bundled catalogue, and note its digest in the file ``taken``.

    It is published at once, unless an editor has staged something that is not published yet.
    """
    is_clean = store.content_digest("staged") == store.content_digest("published")
    store.stage("facts", bundled.facts(sources.bundle))
    store.stage("curated", bundled.curated(sources.bundle))
    store.stage("overlay", bundled.overlay(sources.bundle))
    if is_clean:
        store.publish()
    with put_in_place(taken) as aside:
        aside.write_text(sources.catalogue_digest())

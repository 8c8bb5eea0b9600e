"""When the bundled catalogue is taken, and what becomes of an editor's words then, on a real SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.running import bundle
from knowledge.store.database import open_engine
from knowledge.store.store import KnowledgeStore
from tests.bot.garden import LEMON, MELON, plant


@pytest.fixture
def store(tmp_path: Path) -> KnowledgeStore:
    store = KnowledgeStore(open_engine(f"sqlite:///{tmp_path / 'garden.db'}"))
    store.migrate()
    return store


def names(store: KnowledgeStore) -> list[list[str]]:
    """What is published, and what is staged."""
    return [[procedure.name for procedure in store.procedures(state)] for state in ("published", "staged")]


def test_a_bundle_is_taken_once(store: KnowledgeStore, tmp_path: Path) -> None:
    sources, taken = plant(tmp_path, LEMON), tmp_path / "taken"
    assert not bundle.is_taken(store, taken, sources)
    bundle.take(store, taken, sources)
    assert bundle.is_taken(store, taken, sources)
    plant(tmp_path, LEMON, MELON)
    assert not bundle.is_taken(store, taken, sources)


def test_a_database_that_was_emptied_takes_it_again(store: KnowledgeStore, tmp_path: Path) -> None:
    sources, taken = plant(tmp_path, LEMON), tmp_path / "taken"
    taken.write_text(sources.catalogue_digest())
    assert not bundle.is_taken(store, taken, sources)


def test_an_upgraded_bundle_is_published_when_nothing_waits(store: KnowledgeStore, tmp_path: Path) -> None:
    bundle.take(store, tmp_path / "taken", plant(tmp_path, LEMON))
    bundle.take(store, tmp_path / "taken", plant(tmp_path, LEMON, MELON))
    assert names(store) == [[LEMON.name, MELON.name]] * 2


def test_an_upgraded_bundle_waits_with_an_editors_change(store: KnowledgeStore, tmp_path: Path) -> None:
    bundle.take(store, tmp_path / "taken", plant(tmp_path, LEMON))
    store.correct(LEMON.code, {"result": "Giấy vườn chanh"}, "biên tập")
    bundle.take(store, tmp_path / "taken", plant(tmp_path, LEMON, MELON))
    assert names(store) == [[LEMON.name], [LEMON.name, MELON.name]]

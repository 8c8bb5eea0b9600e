"""An editor's correction, and what is shown before it is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.workshop.correcting import correct, waiting
from knowledge.store.corrections import InvalidCorrection, UnknownProcedure
from knowledge.store.database import open_engine
from knowledge.store.store import KnowledgeStore
from tests.bot.garden import LEMON


@pytest.fixture
def store(tmp_path: Path) -> KnowledgeStore:
    store = KnowledgeStore(open_engine(f"sqlite:///{tmp_path / 'garden.db'}"))
    store.migrate()
    store.stage("import", [LEMON], source="vuon.json")
    store.publish()
    return store


def test_a_correction_waits_and_is_shown_old_beside_new(store: KnowledgeStore) -> None:
    assert waiting(store).changes == ()
    correct(store, LEMON.code, "result", '"Giấy vườn"', "lan")
    found = waiting(store)
    [change] = found.changes
    assert [(field.field, field.old, field.new) for field in change.fields] == [("result", None, "Giấy vườn")]
    assert (found.counts.changed, found.counts.unchanged, found.conflicts, found.missing) == (1, 0, (), ())


def test_what_an_import_no_longer_has_is_missing(store: KnowledgeStore) -> None:
    store.stage("import", [], source="vuon.json")
    assert [missing.code for missing in waiting(store).missing] == [LEMON.code]


@pytest.mark.parametrize(
    ("code", "value", "error", "told"),
    [
        (LEMON.code, "Giấy vườn", InvalidCorrection, "không phải JSON.*ngoặc kép"),
        (LEMON.code, "7", InvalidCorrection, "result"),
        ("9.999999", '"Giấy vườn"', UnknownProcedure, "9.999999"),
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(
    store: KnowledgeStore, code: str, value: str, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        correct(store, code, "result", value, "lan")
    assert waiting(store).changes == ()

"""One file after another: what is read, what is refused and why, on a real SQLite."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from bot.workshop.importing import Rejected, import_file
from knowledge.store.database import open_engine
from knowledge.store.store import KnowledgeStore
from tests.bot.garden import LEMON, MELON


@pytest.fixture
def store(tmp_path: Path) -> KnowledgeStore:
    store = KnowledgeStore(open_engine(f"sqlite:///{tmp_path / 'garden.db'}"))
    store.migrate()
    return store


def write(path: Path, *records: object) -> Path:
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return path


def test_what_is_good_is_staged_and_the_rest_is_named(store: KnowledgeStore, tmp_path: Path) -> None:
    good = [procedure.model_dump(mode="json", by_alias=True) for procedure in (LEMON, MELON)]
    told: list[int] = []
    path = write(tmp_path / "vuon.dat", good[0], {**good[0], "code": "khong-phai-ma"}, good[1])
    done = import_file(store, path, None, lambda count, _total: told.append(count))
    assert (done.path, done.format, done.read, done.new, done.is_whole) == (str(path), "own", 2, 2, False)
    [rejected] = done.rejected
    assert (rejected.record, rejected.code) == (2, "khong-phai-ma")
    assert told[:2] == [1, 2]
    assert [procedure.code for procedure in store.procedures("staged")] == [LEMON.code, MELON.code]

    again = import_file(store, write(tmp_path / "vuon.dat", *good), None, lambda *_: None)
    assert (again.new, again.changed, again.unchanged, again.is_whole) == (0, 0, 2, True)


def test_a_file_of_no_known_format_and_one_that_is_not_there_are_no_error(
    store: KnowledgeStore, tmp_path: Path
) -> None:
    (tmp_path / "anh.jsonl").write_bytes(b"\x00\x01")
    for name, reason in (("anh.jsonl", "không phải văn bản"), ("khong-co.json", "không có tệp")):
        done = import_file(store, tmp_path / name, None, lambda *_: None)
        assert (done.format, done.read, done.is_whole) == (None, 0, False)
        assert [(r.record, r.code) for r in done.rejected] == [(None, None)]
        assert reason in done.rejected[0].reason


def test_it_is_the_json_of_the_interfaces(store: KnowledgeStore, tmp_path: Path) -> None:
    done = dataclasses.asdict(import_file(store, tmp_path / "khong-co.json", None, lambda *_: None))
    assert list(done) == ["path", "format", "read", "new", "changed", "unchanged", "rejected"]
    assert list(done["rejected"][0]) == [field.name for field in dataclasses.fields(Rejected)]

"""Reading the bundled files: what is broken is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.bundled import BundleError, curated, facts, read_folder
from knowledge.store.store import KnowledgeStore
from tests.knowledge.samples import procedure


def written(folder: Path, *records: object, name: str = "ho-tich.json") -> Path:
    (folder / name).write_text(json.dumps(records), encoding="utf-8")
    return folder


def record(code: str) -> object:
    return procedure(code).model_dump(mode="json", by_alias=True)


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    written(tmp_path, record("1.000002"), record("1.000001"))
    written(tmp_path, record("1.000003"), name="an-ninh.json")
    assert [one.code for one in read_folder(tmp_path)] == ["1.000003", "1.000002", "1.000001"]


def test_a_broken_record_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"ho-tich\.json, bản ghi 2"):
        list(read_folder(written(tmp_path, record("1.000001"), {"code": "1.000002"})))


def test_a_code_that_stands_twice_is_named(tmp_path: Path) -> None:
    written(tmp_path, record("1.000001"), name="an-ninh.json")
    with pytest.raises(BundleError, match=r"1\.000001 đã có ở an-ninh\.json, bản ghi 1"):
        list(read_folder(written(tmp_path, record("1.000001"))))


@pytest.mark.parametrize("text", ["[{", '{"code": 1}'])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "ho-tich.json").write_text(text, encoding="utf-8")
    with pytest.raises(BundleError, match="ho-tich"):
        list(read_folder(tmp_path))


def test_the_bundle_is_staged_whole(store: KnowledgeStore) -> None:
    codes = {one.code for one in curated()} | {one.code for one in facts()}
    store.stage("facts", facts())
    store.stage("curated", curated())
    assert store.publish() == 1
    assert {one.code for one in store.procedures()} == codes

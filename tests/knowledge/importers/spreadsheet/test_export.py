"""What is exported can be imported again, and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers import own
from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet import spreadsheet
from knowledge.importers.spreadsheet.export import FORMATS, UnknownFormat, export
from knowledge.procedure import Procedure
from knowledge.store.staging import Staged
from knowledge.store.store import KnowledgeStore
from tests.knowledge.importers.spreadsheet.strategies import PROCEDURES
from tests.knowledge.samples import BIRTH, curated, procedure, submission


def read(path: Path) -> list[Procedure]:
    reader = own if path.suffix == ".jsonl" else spreadsheet
    assert reader.recognise(path.read_bytes()[: 1 << 16], path)
    records = list(reader.read(path, None))
    assert [record for record in records if isinstance(record, Rejection)] == []
    return [record for record in records if isinstance(record, Procedure)]


@pytest.mark.parametrize("suffix", FORMATS)
@given(procedures=st.lists(PROCEDURES, min_size=1, max_size=4, unique_by=lambda one: one.code))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_the_import_of_an_export_changes_nothing(
    store: KnowledgeStore, tmp_path: Path, suffix: str, procedures: list[Procedure]
) -> None:
    store.remove("import", [one.code for one in store.procedures("imported")])
    store.stage("import", procedures)
    version = store.publish()
    path = tmp_path / f"export{suffix}"
    export(store.procedures(), path)
    assert store.stage("import", read(path)) == Staged(unchanged=len(procedures))
    assert store.publish() == version


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_import_of_an_export_changes_nothing_where_several_layers_speak(
    store: KnowledgeStore, tmp_path: Path, suffix: str
) -> None:
    store.stage("facts", [procedure(), procedure("1.000001", steps=None), procedure("1.000003", agency="Sở")])
    store.stage("curated", [curated(procedure(code)) for code in (BIRTH, "1.000002", "1.000003")])
    store.stage("import", [procedure(submissions=[submission(10_000, 1)]), procedure("1.000002")])
    store.stage("overlay", [procedure("1.000002", submissions=[{"way": "direct", "fees": [{"amount": 5000}]}])])
    for code in ("1.000001", "1.000002", "1.000003"):
        store.correct(code, {"steps": "Nộp ở xã."}, "chị Lan")
    version, imported, conflicts = store.publish(), store.procedure(BIRTH, "imported"), list(store.conflicts())
    assert conflicts
    export(store.procedures(), tmp_path / f"export{suffix}")
    assert store.stage("import", read(tmp_path / f"export{suffix}")) == Staged(unchanged=4)
    assert store.publish() == version
    assert store.procedure(BIRTH, "imported") == imported
    assert list(store.conflicts()) == conflicts


def test_json_lines_show_every_field_of_the_interface(tmp_path: Path) -> None:
    export([procedure(version=3)], tmp_path / "export.jsonl")
    [line] = (tmp_path / "export.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert {"decision", "jurisdiction", "places", "conditions", "result"} <= set(record)
    assert record["version"] == 3
    assert record["submissions"][0]["fees"] == [
        {"amount": 0, "currency": "VND", "note": None, "from": None, "until": None}
    ]


def test_an_export_that_fails_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text("cũ", encoding="utf-8")

    def failing() -> Iterator[Procedure]:
        yield procedure()
        raise OSError("cơ sở dữ liệu hỏng")

    with pytest.raises(OSError, match="hỏng"):
        export(failing(), path)
    assert path.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [path]


def test_an_unknown_ending_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"export\.ods.*\.jsonl, \.csv, \.xlsx"):
        export([], tmp_path / "export.ods")

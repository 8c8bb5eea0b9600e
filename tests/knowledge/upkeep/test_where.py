"""Every place that says something of a code is told, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import bundled
from knowledge.store.store import KnowledgeStore
from knowledge.upkeep.where import places_of
from tests.knowledge.samples import BIRTH, procedure


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "ho-tich.txt").write_text(
        f"# 2.000001 Khác\nhỏi khác\n\n# {BIRTH} = 2.000528 Khai sinh\nlàm khai sinh\ncho con\nlàm khai sinh\n",
        encoding="utf-8",
    )
    return folder


def line_of(path: Path, line: int) -> str:
    return path.read_text(encoding="utf-8").splitlines()[line - 1]


def test_files_and_lines(store: KnowledgeStore, questions: Path) -> None:
    places = places_of(BIRTH, questions, store)
    assert {place.layer for place in places.records} == {"curated", "facts"}
    assert all(BIRTH in line_of(place.path, place.line) for place in places.records)
    (asked,) = places.questions
    assert (asked.path.name, asked.line, asked.questions) == ("ho-tich.txt", 4, 2)
    (event,) = places.topics
    assert (event.code, event.name) == ("su-kien/sinh-con", bundled.topics()["su-kien/sinh-con"].name)
    assert "su-kien/sinh-con" in line_of(event.path, event.line)
    assert not places.store


def test_a_guide_is_found_by_its_own_code_and_by_a_procedure_that_it_leads_to(
    store: KnowledgeStore, questions: Path
) -> None:
    topics = bundled.topics()
    guide = next(topic for topic in topics.values() if getattr(topic, "procedures", ()))
    for code in (guide.code, guide.procedures[0]):  # type: ignore[attr-defined]
        assert guide.code in {place.code for place in places_of(code, questions, store).topics}


def test_the_layers_of_the_store(store: KnowledgeStore, questions: Path) -> None:
    store.stage("facts", [procedure()])
    store.stage("import", [procedure(result="Giấy khai sinh")], source="portal.jsonl")
    store.correct(BIRTH, {"steps": "Nộp ở xã."}, "chị Lan")
    store.add_alias(BIRTH, "làm giấy cho bé", "anh Y Thân")
    found = places_of(BIRTH, questions, store).store
    assert [(trace.layer, trace.source) for trace in found.layers] == [("import", "portal.jsonl"), ("facts", None)]
    assert [(trace.field, trace.by) for trace in found.corrections] == [("steps", "chị Lan")]
    assert [alias.text for alias in found.aliases] == ["làm giấy cho bé"]
    assert (found.is_staged, found.published) == (True, None)
    store.publish()
    assert places_of(BIRTH, questions, store).store.published == 1


def test_a_code_that_nothing_knows(store: KnowledgeStore, questions: Path) -> None:
    store.stage("facts", [procedure()])
    store.publish()
    assert not places_of("9.999999", questions, store)

"""The bundled guides and life events, held against the catalogue and the questions."""

from __future__ import annotations

import unicodedata

import pytest

from knowledge import bundled
from knowledge.questions import read_questions
from knowledge.topic import Guide, LifeEvent, Topic
from tests.knowledge.test_bundled import FOLDER

TOPICS = bundled.topics()
CODES = {procedure.code for procedure in bundled.facts()}
LONGEST_FOR_ZALO = 2000


def leads_to(topic: Topic) -> list[str]:
    if isinstance(topic, LifeEvent):
        return [step.code for step in topic.steps]
    assert isinstance(topic, Guide)
    return list(topic.procedures)


def test_there_are_forty_guides_and_six_life_events() -> None:
    assert sum(isinstance(topic, Guide) for topic in TOPICS.values()) >= 40
    assert sum(isinstance(topic, LifeEvent) for topic in TOPICS.values()) >= 6


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_topic_leads_to_known_procedures_and_is_asked_for(topic: Topic) -> None:
    assert set(leads_to(topic)) <= CODES
    assert len(read_questions(FOLDER)[topic.code]) >= 6


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_the_voice_is_calm(topic: Topic) -> None:
    text = topic.model_dump_json()
    assert unicodedata.is_normalized("NFC", text) and len(text) < LONGEST_FOR_ZALO * 2
    assert "!" not in text and "TTHC" not in text


@pytest.mark.parametrize("topic", [t for t in TOPICS.values() if isinstance(t, LifeEvent)], ids=lambda t: t.code)
def test_the_papers_of_a_life_event_belong_to_its_steps(topic: LifeEvent) -> None:
    numbers = {number for paper in topic.papers for number in paper.steps}
    assert numbers <= set(range(1, len(topic.steps) + 1))
    assert len({paper.name for paper in topic.papers}) == len(topic.papers)


def test_every_question_belongs_to_a_procedure_or_a_topic() -> None:
    assert set(read_questions(FOLDER)) <= CODES | set(TOPICS)


def test_every_procedure_can_be_asked_for_in_six_ways() -> None:
    asked = read_questions(FOLDER)
    assert [code for code in CODES if len(asked.get(code, [])) < 6] == []
    assert sum(len(asked[code]) >= 20 for code in CODES) >= 400


def test_every_fact_has_a_source_and_a_day() -> None:
    for procedure in bundled.facts():
        assert procedure.source.as_of, procedure.code
        # The sheets of the national database tell no address.
        assert procedure.source.url or procedure.source.title.startswith("Cơ sở dữ liệu quốc gia"), procedure.code

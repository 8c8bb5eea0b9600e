from __future__ import annotations

from typing import Any

import pytest

from actions.fixed_phrases import FixedPhrases
from actions.heard import LONGEST, Heard, hear
from tests.actions.world import NOON


def hears(**message: Any) -> Heard:
    return hear(message, "c1", NOON, FixedPhrases())


def aspect(value: str, start: int = 0, end: int | None = None) -> dict[str, Any]:
    return {"entity": "aspect", "value": value, "start": start, "end": end}


@pytest.mark.parametrize(
    ("intent", "named", "aspects"),
    [
        ("ask_fee", [], ("fee",)),
        ("ask_fee", ["time"], ("fee", "time")),
        ("ask_time", ["fee", "time"], ("fee", "time")),
        ("ask_overview", ["fee"], ("fee",)),
        ("ask_overview", [], ("overview",)),
        ("greet", [], ()),
        ("ask_person", ["nonsense"], ()),
    ],
)
def test_aspects_come_from_the_intent_and_the_entities(intent: str, named: list[str], aspects: tuple[str, ...]) -> None:
    entities = [aspect(value, place) for place, value in enumerate(named)]
    assert hears(text="x", intent={"name": intent, "confidence": 0.6}, entities=entities).aspects == aspects


def test_an_intent_of_little_chance_gives_way_to_words_that_name_an_aspect() -> None:
    said = hears(text="x", intent={"name": "ask_result", "confidence": 0.49}, entities=[aspect("papers")])
    assert said.aspects == ("papers",)


def test_what_stands_beside_the_aspects_and_what_is_searched() -> None:
    text = "còn lệ phí khai sinh"
    said = hears(text=text, entities=[aspect("fee", 4, 10)])
    assert said.beside == "còn   khai sinh"
    assert said.question == "lệ phí khai sinh"


def test_what_rasa_leaves_out_is_empty_and_what_is_too_long_is_cut() -> None:
    nothing = hears(text=None, intent=None, entities=None)
    assert (nothing.text, nothing.intent, nothing.aspects) == ("", "", ())
    assert len(hears(text="a" * (LONGEST + 1)).text) == LONGEST

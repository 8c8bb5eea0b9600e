"""A real model of the real configuration: intents, aspects, what Rasa remembers, and the default model's accuracy."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rasa")

from rasa.core.agent import Agent
from rasa.core.tracker_store import TrackerStore

from bot.nlu.evaluate import TEST_SET, Trial, read_trials, run, share
from bot.nlu.inputs import model_file
from bot.nlu.tracker_store import TurnTrackerStore
from search.text import strip_marks
from tests.nlu.conftest import EXAMPLES, ROOT


@pytest.fixture(scope="module")
def agent(small_model: Path) -> Agent:
    return Agent.load(small_model)


def parse(agent: Agent, text: str) -> dict[str, Any]:
    return asyncio.run(agent.parse_message(text))


def aspects(agent: Agent, text: str) -> list[str]:
    return [entity["value"] for entity in parse(agent, text)["entities"]]


def test_what_was_taught_is_told_with_and_without_diacritics(agent: Agent) -> None:
    for intent, examples in EXAMPLES.items():
        for text in examples:
            assert parse(agent, text)["intent"]["name"] == intent, text
            assert parse(agent, strip_marks(text).upper())["intent"]["name"] == intent, text


def test_entities_have_the_shape_that_the_actions_read(agent: Agent) -> None:
    text = "làm khai sinh cần giấy tờ gì và lệ phí bao nhiêu"
    first, second = parse(agent, text)["entities"]
    assert (first["entity"], first["value"], first["extractor"]) == ("aspect", "papers", "AspectFinder")
    assert "giấy tờ gì" in text[first["start"] : first["end"]]
    assert (second["value"], text[second["start"] : second["end"]]) == ("fee", "lệ phí")


def test_what_a_text_names_for_another_aspect_is_no_entity(agent: Agent) -> None:
    assert parse(agent, "cho xin tờ khai, lấy ở đâu")["intent"]["name"] == "ask_form"
    assert aspects(agent, "cho xin tờ khai, lấy chỗ nào") == []


def test_a_named_aspect_counts_where_the_intent_is_none(agent: Agent) -> None:
    assert "fee" in aspects(agent, "xin chào, làm hộ chiếu lệ phí sao")


@pytest.mark.parametrize(
    "text", ["", "  ", "😂😂", "???", "/", "/restart", "/x{", '/ask_fee{"a"', "\u200b", "A" * 100_000]
)
def test_no_text_breaks_it(agent: Agent, text: str) -> None:
    assert parse(agent, text)["intent"]["name"]


@pytest.mark.parametrize("text", ["", "😂", "..."])
def test_a_text_without_words_is_a_fallback(agent: Agent, text: str) -> None:
    assert parse(agent, text)["intent"]["name"] == "nlu_fallback"


def test_the_same_examples_give_the_same_model(small_model: Path, agent: Agent, tmp_path: Path) -> None:
    from bot.nlu.train import train

    again = Agent.load(train(ROOT, tmp_path / "again.tar.gz", nlu=small_model.parent / "nlu.yml"))
    for text in ("hồ sơ với giấy tờ", "xin cho phi", "tờ khai hết bao nhiêu"):
        assert parse(agent, text)["intent"] == parse(again, text)["intent"]


def test_rasa_remembers_nothing_however_many_talk(small_model: Path) -> None:
    agent = Agent.load(small_model, tracker_store=TurnTrackerStore(None))
    store = agent.tracker_store

    async def talk() -> list[int]:
        lengths = []
        for number in range(30):
            tracker = await agent.processor.log_message(_message("một câu", f"người {number % 3}"))
            await agent.processor.save_tracker(tracker)
            lengths.append(len(tracker.events))
        return lengths

    lengths = asyncio.run(talk())
    assert len(set(lengths)) == 1
    assert list(asyncio.run(store.keys())) == []
    assert asyncio.run(store.retrieve("người 1")) is None


def test_the_endpoints_name_the_tracker_store(monkeypatch: pytest.MonkeyPatch) -> None:
    from rasa.core.utils import AvailableEndpoints

    monkeypatch.setenv("MOTCUA_ACTION_URL", "http://127.0.0.1:1/internal/actions")
    monkeypatch.setenv("MOTCUA_ACTION_SECRET", "geheim")
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "bot/endpoints.yml"))
    assert isinstance(TrackerStore.create(endpoints.tracker_store), TurnTrackerStore)
    assert endpoints.action.url == "http://127.0.0.1:1/internal/actions"
    assert endpoints.action.headers == {"X-Motcua-Secret": "geheim"}
    assert endpoints.action.kwargs["enable_selective_domain"] is True


@pytest.fixture(scope="module")
def default_model() -> Path:
    model = model_file(ROOT, ROOT / ".cache/models")
    if not model.exists():
        pytest.skip(f"no default model at {model}; train it with python -m bot.nlu.train")
    return model


def test_the_default_model_knows_the_test_set(default_model: Path) -> None:
    phrases = read_trials(ROOT / TEST_SET)
    typed = run(default_model, phrases)
    plain = run(default_model, [(strip_marks(text), intent) for text, intent in phrases])
    assert share(typed) >= 0.84
    assert share(plain) >= 0.84
    assert _share_asked(typed) >= 0.84


def _share_asked(trials: list[Trial]) -> float:
    return sum(trial.asked for trial in trials) / len(trials)


def _message(text: str, sender: str) -> Any:
    from rasa.core.channels.channel import UserMessage

    return UserMessage(text, sender_id=sender)

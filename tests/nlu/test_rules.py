"""Every path of the rules ends in an action, and the data name only what the domain knows."""

from __future__ import annotations

import pytest

pytest.importorskip("rasa")

from rasa.shared.core.domain import Domain
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.utils.io import read_yaml_file

from bot.nlu.evaluate import TEST_SET, read_phrases, read_trials
from bot.nlu.lexicon import AspectLexicon
from search.text import normalise, strip_marks
from tests.nlu.conftest import ROOT

ASPECTS = {"papers", "fee", "time", "place", "steps", "online", "condition", "legal_basis", "result", "form", "who"}
TALK = {"greet", "thanks", "goodbye", "help", "ask_person", "insult", "emergency"}
OURS = (
    {f"ask_{aspect}" for aspect in ASPECTS | {"overview"}}
    | TALK
    | {"dossier_status", "out_of_scope", "reject", "nlu_fallback"}
)
RASAS_OWN = {"back", "restart", "session_start"}


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "bot/domain.yml"))


@pytest.fixture(scope="module")
def action_of() -> dict[str, str]:
    rules = read_yaml_file(ROOT / "nlu_data/rules.yml")["rules"]
    assert all([set(step) for step in rule["steps"]] == [{"intent"}, {"action"}] for rule in rules)
    return {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules}


def test_the_domain_has_the_intents_of_the_architecture(domain: Domain) -> None:
    assert set(domain.intents) - RASAS_OWN == OURS


def test_every_intent_has_a_rule_that_ends_in_its_action(domain: Domain, action_of: dict[str, str]) -> None:
    assert set(action_of) == set(domain.intents) - RASAS_OWN
    for intent, action in action_of.items():
        wanted = (
            "action_talk" if intent in TALK else "action_dossier" if intent == "dossier_status" else "action_answer"
        )
        assert action == wanted, intent
    assert set(action_of.values()) == set(domain.user_actions)


def test_nothing_is_kept_or_said_by_rasa_itself(domain: Domain) -> None:
    assert [slot.name for slot in domain.slots if slot.name != "session_started_metadata"] == []
    assert domain.responses == {}


def test_each_intent_has_enough_examples_a_third_of_them_without_diacritics() -> None:
    examples = load_data(str(ROOT / "nlu_data/nlu")).intent_examples
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        by_intent.setdefault(example.get("intent"), []).append(example.get("text"))
    assert set(by_intent) == OURS - {"nlu_fallback"}
    for intent, texts in by_intent.items():
        assert len(texts) >= {"out_of_scope": 250}.get(intent, 80 if intent.startswith("ask_") else 40), intent
        assert sum(text.isascii() for text in texts) >= len(texts) / 4, intent
    assert sum(e.get("text").isascii() for e in examples) >= len(examples) / 3


def test_the_lexicon_names_every_aspect_but_the_overview() -> None:
    phrases = read_yaml_file(ROOT / "nlu_data/lexicon/aspects.yml")
    assert AspectLexicon(phrases).aspects == ASPECTS


def test_no_example_stands_under_two_intents() -> None:
    seen: dict[str, str] = {}
    for text, intent in read_phrases(ROOT / "nlu_data/nlu"):
        assert seen.setdefault(strip_marks(normalise(text)), intent) == intent, text


def test_the_test_set_is_not_trained_on() -> None:
    trained = {strip_marks(normalise(text)) for text, _ in read_phrases(ROOT / "nlu_data/nlu")}
    tested = read_trials(ROOT / TEST_SET)
    assert [text for text, _ in tested if strip_marks(normalise(text)) in trained] == []
    counts = {intent: sum(i == intent for _, i in tested) for _, intent in tested}
    assert set(counts) == OURS - {"nlu_fallback"}
    assert min(counts.values()) >= 15

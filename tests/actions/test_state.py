from __future__ import annotations

import datetime as dt

import pytest

from actions.state import IDLE, Offer, Proof, State
from tests.actions.world import NOON


@pytest.mark.parametrize("raw", [None, {}, [], "x", {"aspects": ["nonsense"]}, {"offers": [{"act": "?"}]}])
def test_an_unreadable_state_begins_anew(raw: object) -> None:
    assert State.read(raw, NOON) == State(since=NOON)


def test_a_field_of_a_later_version_is_left_aside() -> None:
    assert State.read({"procedure": "1.001193", "mood": "good"}, NOON).procedure == "1.001193"


def test_a_state_survives_its_json() -> None:
    offer = Offer(title="1. Khai sinh", payload="Khai sinh", act="choose", code="1.001193", aspects=["fee"])
    state = State(procedure="1.001193", aspects=["papers"], offers=[offer], proof=Proof(wrong={"a": 2}), since=NOON)
    assert State.read(state.model_dump(mode="json"), NOON) == state


def test_an_idle_state_keeps_only_its_locks() -> None:
    locks = {"H15.18-230601-0001": NOON + dt.timedelta(hours=1)}
    state = State(
        procedure="1.001193", dossier="x", proof=Proof(given="x", locked_until=locks, wrong={"x": 3}), since=NOON
    )
    later = NOON + IDLE + dt.timedelta(seconds=1)
    assert State.read(state.model_dump(mode="json"), NOON + IDLE).procedure == "1.001193"
    expired = State.read(state.model_dump(mode="json"), later)
    assert expired == State(proof=Proof(locked_until=locks, wrong={"x": 3}), since=later)


def test_what_was_said_is_kept_for_the_same_procedure_only() -> None:
    state = State(procedure="1.001193", aspects=["papers"], asked=["fee"])
    state.speak_of("1.001193", ["fee", "papers"])
    assert (state.aspects, state.asked) == (["papers", "fee"], [])
    state.speak_of("1.000894", ["time"])
    assert (state.procedure, state.aspects) == ("1.000894", ["time"])


def test_a_procedure_that_is_come_from_is_talked_about_with_nothing_said_of_it() -> None:
    offer = Offer(title="Khai sinh", payload="Khai sinh", act="choose", code="1.001193")
    before = State(procedure="1.001193", aspects=["fee"], offers=[offer], proof=Proof(wrong={"a": 2}), since=NOON)
    about = State.about("1.000894", before.model_dump(mode="json"), NOON)
    assert (about.procedure, about.topic, about.matters) == ("1.000894", "procedure", ["1.001193"])
    assert (about.aspects, about.offers, about.proof.wrong) == ([], [], {"a": 2})
    assert State.about("1.001193", {}, NOON).procedure == "1.001193"

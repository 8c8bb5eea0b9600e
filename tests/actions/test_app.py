from __future__ import annotations

import logging
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa_sdk.executor import ActionExecutor

from actions.app import ACTIONS
from actions.state import ASPECTS, Offer, Proof, State
from actions.wording.talk import YIELDS
from tests.actions.world import NOON, Citizen, World, asks, found, make_world

pytestmark = pytest.mark.anyio

CODE = "H15.18-230601-0001"
INTENTS = [*map(asks, ASPECTS), "dossier_status", *YIELDS, "out_of_scope", "reject", "nlu_fallback", "", "unheard_of"]
CHOICE = Offer(
    title="1. Khai sinh", payload="Thủ tục đăng ký khai sinh", act="choose", code="1.001193", aspects=["fee"]
)
REJECT = Offer(title="Không đúng việc tôi cần", payload="Không đúng việc tôi cần", act="reject")
PRIVATE = Offer(title="Xem", payload="Xem phần riêng", act="private", code=CODE)
GONE = Offer(title="1. Gone", payload="Gone", act="choose", code="9.999999")
STATES = {
    "new": State(),
    "procedure": State(
        procedure="1.001193", aspects=["papers"], others=["2.000528"], topic="procedure", offers=[REJECT]
    ),
    "gone procedure": State(procedure="9.999999", topic="procedure", others=["9.999998"]),
    "choices": State(asked=["fee"], offers=[CHOICE, REJECT]),
    "gone choice": State(asked=["fee"], offers=[GONE]),
    "asked which": State(asked=["time", "fee"]),
    "dossier": State(dossier=CODE, topic="dossier", offers=[PRIVATE]),
    "proof": State(dossier=CODE, topic="dossier", proof=Proof(awaiting=CODE)),
    "proven": State(dossier=CODE, topic="dossier", proof=Proof(given=CODE)),
    "locked": State(dossier=CODE, topic="dossier", proof=Proof(locked_until={CODE: NOON.replace(hour=13)})),
}
TEXTS = [
    *("khai sinh cần gì", "đăng ký", "mất bao lâu", "giá vàng", "biến mất", "ly hôn", "2", "99", "cái cuối", CODE),
    *("1.001193", "9.999999", "Không đúng việc tôi cần", "Xem phần riêng", "3456", "H15.18", "G01.1-230601-0001"),
    *("cứu tôi", "", " ", "!?", "🙂"),
]


@pytest.fixture(scope="module")
def executor() -> ActionExecutor:
    world = make_world()
    world.dossiers.add(CODE, 5, SoDienThoai="0905123456", NgayHenTra="20261127163000")
    return world.executor()


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize("state", STATES)
async def test_every_intent_in_every_state_ends_in_one_valid_answer(
    executor: ActionExecutor, state: str, intent: str
) -> None:
    citizen = Citizen(executor, f"{state} {intent}")
    for number, text in enumerate(TEXTS):
        citizen.state = STATES[state].model_copy(update={"since": NOON}).model_dump(mode="json")
        messages = await citizen.say(text, intent, ["fee", "time"] if number % 2 else [])
        assert all(message["type"] != "error" for message in messages), messages


@given(
    text=st.one_of(st.text(max_size=400), st.text("0123456789.-HhGgOo ", max_size=40)),
    intent=st.sampled_from(INTENTS),
    aspects=st.lists(st.sampled_from([*ASPECTS, "nonsense"]), max_size=4),
    state=st.sampled_from(list(STATES)),
)
@settings(max_examples=250, deadline=None)
def test_whatever_is_written_there_is_an_answer(
    executor: ActionExecutor, text: str, intent: str, aspects: list[str], state: str
) -> None:
    async def turn() -> None:
        citizen = Citizen(executor)
        citizen.state = STATES[state].model_copy(update={"since": NOON}).model_dump(mode="json")
        messages = await citizen.say(text, intent, aspects)
        assert all(message["type"] != "error" for message in messages), messages

    anyio.run(turn)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_state_comes_back_there_is_an_answer(executor: ActionExecutor, state: Any) -> None:
    async def turn() -> None:
        citizen = Citizen(executor)
        citizen.state = state
        assert (await citizen.say("khai sinh", asks("fee")))[0]["type"] == "answer"

    anyio.run(turn)


async def test_a_very_long_message_is_answered_at_once(citizen: Citizen) -> None:
    with anyio.fail_after(5):
        for text in ("a" * 100_000, "0" * 100_000, "H15." * 25_000, "khai sinh " * 10_000, "1.0" * 33_000):
            await citizen.say(text)


async def test_rasa_may_send_less_than_it_should(world: World) -> None:
    executor = world.executor()
    for latest in ({}, {"text": None, "intent": None, "entities": None, "metadata": None}, {"text": "khai sinh"}):
        for action in ACTIONS:
            tracker = {"sender_id": "c", "latest_message": latest}
            result = await executor.run({"next_action": action, "sender_id": "c", "domain": {}, "tracker": tracker})
            assert result is not None and len(result.responses) == 1


async def test_a_fault_of_ours_is_told_and_logged_without_what_was_said(
    world: World, citizen: Citizen, caplog: pytest.LogCaptureFixture
) -> None:
    world.searcher.known = {"hong": found("answer")}  # an answer without results breaks the contract
    with caplog.at_level(logging.ERROR):
        [message] = await citizen.say("hỏng, tôi là Nguyễn Văn Bí Mật", asks("fee"))
    assert message["type"] == "error" and "trục trặc" in message["text"]
    assert "m1" in caplog.text
    assert "Bí Mật" not in caplog.text


async def test_the_state_that_is_given_back_is_taken_up_again(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    assert State.read(citizen.state, NOON).procedure == "1.001193"

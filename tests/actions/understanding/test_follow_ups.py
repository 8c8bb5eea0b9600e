"""The second sentence and those after it: what they are taken for, and what is told."""

from __future__ import annotations

import pytest

from actions.state import MATTERS
from tests.actions.world import Citizen, World, asks, found

pytestmark = pytest.mark.anyio


async def test_a_detail_is_told_in_the_words_of_the_record(world: World, citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    world.searcher.told["đi thay"] = "Giấy ủy quyền"
    [message] = await citizen.say("ông bà nội muốn đi thay thì có được hay không", "ask_condition")
    assert message["procedure"]["code"] == "1.001193"
    assert message["aspects"] == []
    [statement] = message["statements"]
    assert "Giấy ủy quyền" in statement and statement in message["text"]
    assert message["source"]["title"] in message["text"]


async def test_what_the_record_does_not_say_is_said_to_be_unsaid(world: World, citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    world.searcher.told["song sinh"] = "không có ở đâu cả"
    [message] = await citizen.say("hai đứa song sinh thì đứa nào được ghi trước vậy", "ask_condition")
    assert message["procedure"]["code"] == "1.001193"
    assert message["statements"] == []
    assert "không nói đến" in message["text"] and "trước khi đi" in message["text"]


async def test_a_named_procedure_is_switched_to_and_returned_from(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    [other] = await citizen.say("nhập thường trú lệ phí bao nhiêu", asks("fee"), ["fee: lệ phí"])
    assert other["procedure"]["code"] == "1.004222"
    assert citizen.state["matters"] == ["1.001193"]
    [back] = await citizen.say("quay lại khai sinh lúc nãy, mất mấy ngày", asks("time"), ["time: mất mấy ngày"])
    assert (back["procedure"]["code"], back["aspects"]) == ("1.001193", ["time"])


async def test_only_the_latest_matters_are_kept(world: World, citizen: Citizen) -> None:
    codes = ["1.001193", "1.000894", "1.004222", "2.000528", "9.000010", "9.000011", "9.999999"]
    for code in codes:
        await citizen.say(code)
    assert len(citizen.state["matters"]) <= MATTERS
    assert len(set(citizen.state["matters"])) == len(citizen.state["matters"])
    assert citizen.state["procedure"] not in citizen.state["matters"]


async def test_what_is_right_or_wrong_in_a_case_is_not_advised_on(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    [message] = await citizen.say("làm trễ thì bị phạt bao nhiêu tiền", asks("fee"))
    assert (message["type"], message["reason"]) == ("refusal", "legal_advice")
    assert [button["payload"] for button in message["buttons"]] == ["Thủ tục đăng ký khai sinh"]


async def test_an_answer_to_what_was_asked_back_is_read_with_the_question(world: World, citizen: Citizen) -> None:
    await citizen.say("đăng ký", asks("papers"))
    assert citizen.state["pending"] == "đăng ký"
    asked: list[str] = []
    search = world.searcher.search
    world.searcher.search = lambda text, limit=10: (asked.append(text), search(text))[1]  # type: ignore[method-assign]
    world.searcher.known = {"dang ky hai dua cuoi nhau": found("answer", "1.000894")} | world.searcher.known
    [message] = await citizen.say("hai đứa cưới nhau", "ask_overview")
    assert message["procedure"]["code"] == "1.000894"
    assert asked == ["hai đứa cưới nhau", "đăng ký hai đứa cưới nhau"]
    assert citizen.state["pending"] == ""


async def test_private_data_does_not_wait_in_the_state(citizen: Citizen) -> None:
    await citizen.say("đăng ký, số điện thoại 0905123456", asks("papers"))
    assert "0905123456" not in str(citizen.state)

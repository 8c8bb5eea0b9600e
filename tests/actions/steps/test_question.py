from __future__ import annotations

import pytest

from tests.actions.world import Citizen, FakeResult, World, asks, found

pytestmark = pytest.mark.anyio


async def test_a_question_is_answered_with_its_aspect(citizen: Citizen) -> None:
    [message] = await citizen.say("làm giấy khai sinh cho con cần giấy tờ gì", asks("papers"), ["papers"])
    assert (message["type"], message["procedure"]["code"], message["aspects"]) == ("answer", "1.001193", ["papers"])


async def test_all_aspects_are_answered_in_the_order_asked(citizen: Citizen) -> None:
    [message] = await citizen.say("khai sinh lệ phí bao nhiêu, mất mấy ngày", asks("fee"), ["fee", "time"])
    assert message["aspects"] == ["fee", "time"]


async def test_a_follow_up_is_about_the_current_procedure(citizen: Citizen) -> None:
    await citizen.say("khai sinh cần giấy tờ gì", asks("papers"))
    [message] = await citizen.say("mất bao lâu?", asks("time"))
    assert (message["procedure"]["code"], message["aspects"]) == ("1.001193", ["time"])


async def test_without_one_the_citizen_is_asked_and_the_aspect_waits(citizen: Citizen) -> None:
    [asked] = await citizen.say("mất bao lâu?", asks("time"))
    assert asked["type"] == "clarify" and "việc nào" in asked["text"]
    [message] = await citizen.say("khai sinh", asks("overview"))
    assert (message["procedure"]["code"], message["aspects"]) == ("1.001193", ["time"])


async def test_an_aspect_asked_before_the_choice_waits_for_it(citizen: Citizen) -> None:
    await citizen.say("đăng ký", asks("overview"))
    [asked] = await citizen.say("mất bao lâu", asks("time"))
    assert asked["type"] == "clarify" and "từ 1 đến 3" in asked["text"]
    [message] = await citizen.say("2")
    assert (message["procedure"]["code"], message["aspects"]) == ("1.000894", ["time"])


async def test_refusals_say_why(citizen: Citizen) -> None:
    [other] = await citizen.say("ly hôn cần gì", asks("papers"))
    assert other["reason"] == "other_authority" and "Tòa án nhân dân" in other["text"]
    [unknown] = await citizen.say("trợ cấp lạ", asks("papers"))
    assert unknown["reason"] == "no_data" and "để anh/chị khỏi đi nhầm" in unknown["text"]


@pytest.mark.parametrize("result", [found("answer", "9.999999"), found("clarify", "9.999999", "9.999998")])
async def test_what_search_finds_and_the_store_does_not_know_is_no_data(
    world: World, citizen: Citizen, result: FakeResult
) -> None:
    world.searcher.known = {"bien mat": result}
    [message] = await citizen.say("biến mất", asks("fee"))
    assert (message["type"], message["reason"]) == ("refusal", "no_data")


async def test_how_it_is_with_something_else_asks_for_all_of_it(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    [message] = await citizen.say("còn thường trú thì sao", asks("condition"))
    assert message["procedure"]["code"] == "1.004222" and message["aspects"] == ["overview"]

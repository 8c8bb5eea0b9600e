from __future__ import annotations

import pytest

from tests.actions.world import Citizen, asks

pytestmark = pytest.mark.anyio


async def test_rejecting_offers_the_others_and_then_asks_for_other_words(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    [others] = await citizen.say("Không đúng việc tôi cần", "out_of_scope")
    assert others["type"] == "clarify" and "khai sinh có yếu tố nước ngoài" in others["text"]
    [message] = await citizen.say("1")
    assert (message["procedure"]["code"], message["aspects"]) == ("2.000528", ["fee"])
    [again] = await citizen.say("không đúng", "reject")
    assert again["type"] == "clarify" and "viết lại" in again["text"]


async def test_follow_ups_keep_what_else_was_found(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    await citizen.say("đăng ký này lệ phí", asks("fee"), ["fee"])
    [others] = await citizen.say("Không đúng việc tôi cần")
    assert "khai sinh có yếu tố nước ngoài" in others["text"]


async def test_rejecting_and_saying_what_is_wanted_answers_that(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    [message] = await citizen.say("không phải, tôi hỏi thường trú", "reject")
    assert message["procedure"]["code"] == "1.004222"


async def test_rejecting_in_other_words_offers_the_others(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    [message] = await citizen.say("không phải khai sinh này", "reject")
    assert message["type"] == "clarify"


async def test_a_no_that_goes_on_is_weighed_as_any_other_message(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    [message] = await citizen.say("không phải vậy, lệ phí nộp trễ hạn khác không", "reject", ["fee"])
    assert message["type"] == "answer"

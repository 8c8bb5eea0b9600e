from __future__ import annotations

import pytest

from tests.actions.world import Citizen, asks

pytestmark = pytest.mark.anyio


async def test_two_that_are_named_are_compared(citizen: Citizen) -> None:
    [message] = await citizen.say("khai sinh với thường trú khác nhau chỗ nào", asks("place"))
    assert message["text"].startswith("Hai thủ tục khác nhau") and "1.001193 và 1.004222" in message["text"]


async def test_what_was_offered_is_compared(citizen: Citizen) -> None:
    await citizen.say("đăng ký", asks("fee"))
    [message] = await citizen.say("khác nhau chỗ nào", asks("place"))
    assert "1.001193 và 1.000894" in message["text"]


async def test_the_last_two_matters_are_compared(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    await citizen.say("thường trú", asks("fee"))
    [message] = await citizen.say("hai cái khác gì nhau", "out_of_scope")
    assert "1.004222 và 1.001193" in message["text"]


async def test_with_nothing_to_compare_it_is_left_to_the_others(citizen: Citizen) -> None:
    [message] = await citizen.say("khác nhau chỗ nào", "out_of_scope")
    assert not message["text"].startswith("Hai thủ tục")


async def test_what_is_named_is_compared_whatever_is_talked_about(citizen: Citizen) -> None:
    await citizen.say("kết hôn", asks("fee"))
    [message] = await citizen.say("khai sinh với thường trú khác gì", asks("place"))
    assert "1.001193 và 1.004222" in message["text"]

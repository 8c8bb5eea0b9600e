from __future__ import annotations

import pytest

from tests.actions.world import Citizen, asks

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("text", ["asdfghjkl", "hhhhhh", "123", "?", "...", "hahaha", "4 5"])
async def test_what_says_nothing_is_asked_about_without_an_apology(citizen: Citizen, text: str) -> None:
    [message] = await citizen.say(text, "insult")
    assert message["type"] == "clarify" and "lỗi" not in message["text"]


async def test_what_is_talked_about_stays(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    await citizen.say("hhhhhh")
    assert citizen.state["procedure"] == "1.001193"


@pytest.mark.parametrize("text", ["khai sinh", "kb khai sinh"])
async def test_words_are_no_nonsense(citizen: Citizen, text: str) -> None:
    [message] = await citizen.say(text, "ask_overview")
    assert "Anh/chị hỏi về việc nào" not in message["text"]


async def test_small_talk_is_no_nonsense(citizen: Citizen) -> None:
    [message] = await citizen.say("tks", "thanks")
    assert message["type"] == "text"

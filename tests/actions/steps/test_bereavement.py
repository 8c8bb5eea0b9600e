from __future__ import annotations

import pytest

from tests.actions.world import Citizen, asks

pytestmark = pytest.mark.anyio


async def test_a_death_is_met_with_sympathy_and_with_what_is_to_be_done(citizen: Citizen) -> None:
    said = await citizen.say("ba tôi mới mất hôm qua", "emergency")
    assert said[0]["type"] == "notice" and "chia buồn" in said[0]["text"].lower()


async def test_sympathy_is_said_once(citizen: Citizen) -> None:
    await citizen.say("ba tôi mới mất hôm qua")
    assert not any("chia buồn" in message["text"].lower() for message in await citizen.say("ba tôi mất ở nhà"))


async def test_what_is_surely_asked_for_is_answered_behind_the_sympathy(citizen: Citizen) -> None:
    said = await citizen.say("chồng tôi mới mất, khai sinh cho con cần gì", asks("papers"))
    assert [message["type"] for message in said] == ["notice", "answer"]


async def test_a_death_long_past_is_answered_as_any_matter(citizen: Citizen) -> None:
    said = await citizen.say("ông nội chết 10 năm rồi, khai sinh", asks("papers"))
    assert [message["type"] for message in said] == ["answer"]

from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World, asks, found

pytestmark = pytest.mark.anyio


async def test_after_half_an_hour_the_procedure_is_no_longer_assumed(world: World, citizen: Citizen) -> None:
    await citizen.say("khai sinh cần giấy tờ gì", asks("papers"))
    world.pass_time(minutes=31)
    assert (await citizen.say("mất bao lâu?", asks("time")))[0]["type"] == "clarify"


async def test_a_new_snapshot_is_used_in_the_next_turn(world: World, citizen: Citizen) -> None:
    assert (await citizen.say("điều mới"))[0]["type"] == "refusal"
    world.searcher = type(world.searcher)({"điều mới": found("answer", "1.001193")})
    assert (await citizen.say("điều mới"))[0]["type"] == "answer"


async def test_a_refusal_is_noted_as_missed_with_what_came_nearest(world: World, citizen: Citizen) -> None:
    world.searcher.known["gia vang"] = found("refuse", *(f"9.{n:06}" for n in range(7)), reason="off_topic")
    await citizen.say("giá vàng", "out_of_scope")
    assert citizen.missed == {
        "reason": "off_topic",
        "candidates": [{"code": f"9.{n:06}", "score": 0.3} for n in range(5)],
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [("trợ cấp lạ", "no_data"), ("ly hôn", "other_authority"), ("1.999999", "no_data"), ("biến mất", "no_data")],
)
async def test_what_is_missed_has_the_reason_of_the_refusal(citizen: Citizen, text: str, reason: str) -> None:
    [message] = await citizen.say(text, asks("papers"))
    assert citizen.missed is not None and citizen.missed["reason"] == message["reason"] == reason


@pytest.mark.parametrize("text", ["khai sinh", "đăng ký", "chào", "mất bao lâu", "H15.18-230601-0001"])
async def test_what_is_answered_or_asked_back_is_not_missed(citizen: Citizen, text: str) -> None:
    await citizen.say(text, "greet" if text == "chào" else asks("overview"))
    assert citizen.missed is None

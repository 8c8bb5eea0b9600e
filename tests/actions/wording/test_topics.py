"""Guides and life events as answers."""

from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World, found

pytestmark = pytest.mark.anyio


async def test_a_guide_is_answered_whole_with_its_source_and_the_procedures_it_leads_to(world: World) -> None:
    world.searcher.known["otp"] = found("answer", "huong-dan/otp-khong-den", "1.001193")
    citizen = Citizen(world.executor())
    [message] = await citizen.say("mã OTP không đến")
    assert message["type"] == "answer" and message["procedure"] is None
    assert "1. Kiểm tra sóng.\n2. Chờ vài phút." in message["text"] and "25/11/2026" in message["text"]
    assert message["source"]["url"] == "https://motcua.test/huong-dan/otp-khong-den"
    assert message["buttons"][0]["title"].startswith("1. ")
    assert "9.999999" not in str(message), "a procedure that is not published is not offered"
    [answer] = await citizen.say("1")
    assert answer["procedure"]["code"] == "1.001193"


async def test_a_life_event_lists_its_procedures_in_order_and_its_papers_once(world: World) -> None:
    world.searcher.known["moi sinh con"] = found("answer", "su-kien/sinh-con")
    citizen = Citizen(world.executor())
    [message] = await citizen.say("mới sinh con cần làm gì")
    text = message["text"]
    assert text.index("1. Khai sinh cho con") < text.index("2. Kết hôn") < text.index("Giấy chứng sinh (việc 1)")
    assert text.count("Căn cước") == 1 and "Căn cước (việc 1, 2)" in text
    [second] = await citizen.say("2")
    assert second["procedure"]["code"] == "1.000894"


async def test_a_topic_can_be_one_of_the_choices(world: World) -> None:
    world.searcher.known["giay to cho be"] = found("clarify", "1.001193", "su-kien/sinh-con")
    citizen = Citizen(world.executor())
    [asked] = await citizen.say("giấy tờ cho bé")
    assert asked["type"] == "clarify" and "Mới sinh con" in asked["text"]
    [answer] = await citizen.say("2")
    assert "Hạn khai sinh là 60 ngày." in answer["text"]

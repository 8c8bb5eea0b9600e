from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World, asks

pytestmark = pytest.mark.anyio


async def test_danger_comes_first(citizen: Citizen) -> None:
    assert "114" in await citizen.text("cứu tôi với, nhà đang cháy, khai sinh", asks("papers"))


async def test_rasa_alone_makes_no_emergency(citizen: Citizen) -> None:
    assert [message["type"] for message in await citizen.say("khai sinh", "emergency")] == ["answer"]
    assert "114" not in await citizen.text("xe", "emergency")
    assert "115" in await citizen.text("bà hàng xóm tự nhiên khó thở quá", "emergency")


async def test_who_wants_to_die_is_not_sent_to_the_fire_brigade(citizen: Citizen) -> None:
    said = await citizen.text("tôi muốn chết cho rồi", "emergency")
    assert "115" in said and "114" not in said


async def test_danger_is_heard_even_while_a_proof_is_awaited(world: World, citizen: Citizen) -> None:
    world.dossiers.add("H15.18-230601-0001", 5, SoDienThoai="0905123456")
    await citizen.say("H15.18-230601-0001")
    await citizen.say("cần bổ sung gì")
    assert "114" in await citizen.text("cứu tôi với 3456")

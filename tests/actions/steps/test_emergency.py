from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World, asks

pytestmark = pytest.mark.anyio


async def test_danger_comes_first(citizen: Citizen) -> None:
    assert "114" in await citizen.text("cứu tôi với, nhà đang cháy, khai sinh", asks("papers"))
    both = await citizen.say("khai sinh", "emergency")
    assert [message["type"] for message in both] == ["notice", "answer"]


async def test_danger_is_heard_even_while_a_proof_is_awaited(world: World, citizen: Citizen) -> None:
    world.dossiers.add("H15.18-230601-0001", 5, SoDienThoai="0905123456")
    await citizen.say("H15.18-230601-0001")
    await citizen.say("cần bổ sung gì")
    assert "114" in await citizen.text("cứu tôi với 3456")

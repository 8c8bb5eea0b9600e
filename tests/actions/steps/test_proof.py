from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World

CODE = "H15.18-230601-0001"

pytestmark = pytest.mark.anyio


async def test_four_digits_are_a_proof_only_where_a_dossier_is_talked_about(world: World, citizen: Citizen) -> None:
    world.dossiers.add(CODE, 5, SoDienThoai="0905123456", GhiChu="Bổ sung đơn")
    assert (await citizen.say("3456", "out_of_scope"))[0]["type"] == "clarify"
    await citizen.say(f"{CODE} cần bổ sung gì")
    assert "Bổ sung đơn" in await citizen.text("3456", "out_of_scope")

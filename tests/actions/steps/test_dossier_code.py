from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World, asks

CODE = "H15.18-230601-0001"

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("intent", ["greet", "out_of_scope", "ask_person", asks("papers")])
async def test_a_dossiers_code_wins_over_any_intent(world: World, citizen: Citizen, intent: str) -> None:
    world.dossiers.add(CODE, 4)
    [message] = await citizen.say(f"{CODE} khai sinh", intent)
    assert message["dossier"]["code"] == CODE


async def test_the_private_part_can_be_asked_for_with_the_code(world: World, citizen: Citizen) -> None:
    world.dossiers.add(CODE, 5, SoDienThoai="0905123456")
    assert "4 số cuối" in await citizen.text(f"{CODE} cần bổ sung gì")

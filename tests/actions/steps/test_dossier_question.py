from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World

pytestmark = pytest.mark.anyio


async def test_the_papers_of_a_dossier_to_be_are_those_of_the_procedure(citizen: Citizen) -> None:
    [message] = await citizen.say("hồ sơ khai sinh cần giấy tờ gì", "dossier_status", ["papers"])
    assert message["type"] == "answer"
    [message] = await citizen.say("hồ sơ khai sinh của tôi bao giờ xong", "dossier_status", ["time"])
    assert message["type"] == "dossier"


async def test_a_dossier_without_its_code_is_asked_for_it(citizen: Citizen) -> None:
    assert 'dòng "Mã hồ sơ"' in await citizen.text("hồ sơ của em tới đâu rồi", "dossier_status")


async def test_the_last_dossier_is_meant_whatever_rasa_hears(world: World, citizen: Citizen) -> None:
    world.dossiers.add("H15.18-230601-0001", 4)
    await citizen.say("H15.18-230601-0001")
    assert "H15.18-230601-0001" in await citizen.text("hồ sơ đó xong chưa", "greet")

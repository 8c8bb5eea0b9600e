from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World, asks

pytestmark = pytest.mark.anyio


async def test_private_data_is_pointed_out_beside_the_answer(citizen: Citizen) -> None:
    answer, notice = await citizen.say("khai sinh, căn cước của tôi 066012345678", asks("papers"))
    assert answer["type"] == "answer"
    assert notice["type"] == "notice" and notice["text"].startswith("Tin vừa rồi có số căn cước.")
    assert "066012345678" not in str(citizen.state)


async def test_a_password_is_pointed_out_and_the_answer_stays(citizen: Citizen) -> None:
    answer, notice = await citizen.say("khai sinh, pass: abc123, mail lan@gmail.com", asks("papers"))
    assert answer["type"] == "answer"
    assert notice["text"].startswith("Tin vừa rồi có mật khẩu, địa chỉ e-mail. Ở đây không cần thông tin này,")


async def test_the_phone_number_that_we_asked_for_is_not_pointed_out(world: World, citizen: Citizen) -> None:
    code = "H15.18-230601-0001"
    world.dossiers.add(code, 5, SoDienThoai="0905123456", GhiChu="Bổ sung đơn")
    await citizen.say(code)
    await citizen.say("cần bổ sung gì")
    [opened] = await citizen.say("0905 123 456")
    assert "Bổ sung đơn" in opened["text"]
    _, notice = await citizen.say("khai sinh cần gì, số tôi 0905 123 456", asks("papers"))
    assert "số điện thoại" in notice["text"]

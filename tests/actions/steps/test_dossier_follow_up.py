from __future__ import annotations

from typing import Any

import pytest

from tests.actions.world import Citizen, World, asks

CODE, OTHER = "H15.18-230601-0001", "H15.18-230601-0002"
FIELDS: dict[str, Any] = {
    "MaTTHC": "1.001193",
    "TenTTHC": "Thủ tục đăng ký khai sinh",
    "NgayTiepNhan": "20261110083000",
    "NgayHenTra": "20261127163000",
    "DonViXuLy": "Sở Thử Nghiệm",
    "SoDienThoai": "0905123456",
    "GhiChu": "Bổ sung giấy ủy quyền",
}

pytestmark = pytest.mark.anyio


async def shown(world: World, citizen: Citizen, state: int = 4) -> None:
    world.dossiers.add(CODE, state, **FIELDS)
    await citizen.say(CODE, "dossier_status")


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("sao trễ vậy", "Hẹn trả"),
        ("khi nào có", "Hẹn trả"),
        ("chung nao xong z", "Hẹn trả"),
        ("nhận ở đâu", "nơi ghi trên giấy hẹn"),
        ("lay ket qua o dau", "nơi ghi trên giấy hẹn"),
        ("giờ tôi phải làm gì", "chưa phải làm gì"),
        ("vì sao không nhận", "4 số cuối"),
        ("cho tôi số cccd của người ta", "không cho biết"),
        ("sao mãi chưa xong", "Hẹn trả"),
        ("tại sao chậm trễ", "Hẹn trả"),
        ("con bao nhieu ngay nua", "Hẹn trả"),
        ("đang ở khâu nào", "Hẹn trả"),
        ("ra mô lấy", "nơi ghi trên giấy hẹn"),
        ("vợ tôi nhận giùm được không", "nơi ghi trên giấy hẹn"),
        ("răng mà không nhận", "4 số cuối"),
        ("nguoi nao giu ho so", "4 số cuối"),
        ("chừ tui mần chi", "chưa phải làm gì"),
        ("chủ hồ sơ là ai", "không cho biết"),
        ("thúc họ giúp", "4 số cuối"),
    ],
)
async def test_what_is_said_of_the_dossier_is_answered_of_it(
    world: World, citizen: Citizen, said: str, holds: str
) -> None:
    await shown(world, citizen)
    [message] = await citizen.say(said, "out_of_scope")
    assert message["type"] == "dossier" and holds in message["text"]


async def test_aspects_are_those_of_its_procedure_and_the_dossier_stays(world: World, citizen: Citizen) -> None:
    await shown(world, citizen)
    [message] = await citizen.say("lệ phí bao nhiêu", asks("fee"), ["fee"])
    assert message["procedure"]["code"] == "1.001193" and message["aspects"] == ["fee"]
    [message] = await citizen.say("sao trễ vậy", "out_of_scope")
    assert message["type"] == "dossier"


@pytest.mark.parametrize("said", ["lấy đâu mà không", "sổ đỏ mất rồi", "giấy tờ phải nộp", "xong"])
async def test_words_of_an_ask_in_another_order_or_alone_are_none(world: World, citizen: Citizen, said: str) -> None:
    await shown(world, citizen)
    messages = await citizen.say(said, "out_of_scope")
    assert all(message["type"] != "dossier" for message in messages)


async def test_another_procedure_that_is_named_leaves_the_dossier(world: World, citizen: Citizen) -> None:
    await shown(world, citizen)
    [message] = await citizen.say("đăng ký thường trú cần gì", asks("papers"))
    assert message["type"] == "answer" and message["procedure"]["code"] == "1.004222"


async def test_digits_that_come_by_themselves_are_the_proof(world: World, citizen: Citizen) -> None:
    await shown(world, citizen)
    [message] = await citizen.say("3456", "out_of_scope")
    assert "Bổ sung giấy ủy quyền" in message["text"]


async def test_digits_after_the_lock_hear_it_again(world: World, citizen: Citizen) -> None:
    await shown(world, citizen)
    for _ in range(5):
        await citizen.say("1111")
    [message] = await citizen.say("3456")
    assert "tạm dừng tra cứu" in message["text"] and "Bổ sung" not in message["text"]


async def test_two_codes_are_both_shown(world: World, citizen: Citizen) -> None:
    world.dossiers.add(CODE, 4, **FIELDS)
    world.dossiers.add(OTHER, 9, **FIELDS)
    both = await citizen.say(f"{CODE} với {OTHER} tới đâu rồi", "dossier_status")
    assert [message["dossier"]["code"] for message in both] == [CODE, OTHER]


async def test_a_reminder_is_kept_once_the_owner_is_known(world: World, citizen: Citizen) -> None:
    await shown(world, citizen)
    [asked] = await citizen.say("nhắc đơn vị xử lý giúp tôi", "out_of_scope")
    assert "4 số cuối" in asked["text"]
    [kept] = await citizen.say("3456")
    assert "lời nhắc số 1" in kept["text"]
    [again] = await citizen.say("nhắc giùm lần nữa")
    assert "lời nhắc số 2" in again["text"]


async def test_what_is_finished_has_nobody_to_remind(world: World, citizen: Citizen) -> None:
    await shown(world, citizen, state=9)
    [message] = await citizen.say("nhắc đơn vị xử lý")
    assert "không còn đơn vị nào để nhắc" in message["text"]


async def test_a_name_is_not_searched(citizen: Citizen) -> None:
    [message] = await citizen.say("không nhớ mã, tên tôi là Nguyễn Văn A", "dossier_status")
    assert "không tra hồ sơ theo tên" in message["text"] and "giấy tiếp nhận" in message["text"]


async def test_an_owner_without_the_phone_goes_to_the_counter(world: World, citizen: Citizen) -> None:
    await shown(world, citizen, state=5)
    await citizen.say("cần bổ sung gì")
    [message] = await citizen.say("tôi mất sim đó rồi", "out_of_scope")
    assert "mang căn cước" in message["text"]

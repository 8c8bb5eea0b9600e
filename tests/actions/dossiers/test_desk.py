from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actions.dossiers.backend import BackendRefused, BackendUnavailable
from actions.dossiers.dossier import DossierState
from tests.actions.world import Citizen, World

CODE = "000.00.18.H15-261102-0006"
OTHER = "000.00.18.H15-261102-0007"
FIELDS: dict[str, Any] = {
    "TenTTHC": "Thủ tục đăng ký khai sinh",
    "NgayTiepNhan": "20261110083000",
    "NgayHenTra": "20261127163000",
    "DonViXuLy": "Sở Thử Nghiệm",
    "ChuHoSo": "Nguyễn Văn Chủ",
    "SoGiayTo": "066012345678",
    "SoDienThoai": "0905 123 456",
    "NguoiXuLy": "Lê Thị Xử Lý",
    "GhiChu": "Bổ sung giấy ủy quyền",
    "QuaTrinhXuLy": [{"NguoiXuLy": "Phạm Tiếp Nhận", "ThoiDiemXuLy": "20261110083000", "NoiDungXuLy": "Tiếp nhận"}],
}
SECRETS = ("Nguyễn Văn Chủ", "066012345678", "Lê Thị Xử Lý", "Bổ sung giấy ủy quyền", "Phạm Tiếp Nhận", "3456", "0905")

pytestmark = pytest.mark.anyio


def holds(world: World, state: int, **fields: Any) -> None:
    world.dossiers.add(CODE, state, **{**FIELDS, **fields})


@pytest.mark.parametrize("state", range(1, 11))
@pytest.mark.parametrize("promised", ["20261120163000", "20261127163000", None])
async def test_every_state_says_its_own_and_never_names_a_person(
    world: World, citizen: Citizen, state: int, promised: str | None
) -> None:
    holds(world, state, NgayHenTra=promised)
    [message] = await citizen.say(f"hồ sơ {CODE}", "dossier_status")
    late = state in (2, 4) and promised == "20261120163000"
    assert message["type"] == "dossier"
    assert message["dossier"]["state"] == state and message["dossier"]["late"] is late
    assert ("xin lỗi" in message["text"]) is late
    assert CODE in message["text"] and "Sở Thử Nghiệm" in message["text"]
    # What is only registered has not been received.
    assert ("10/11/2026" in message["text"]) is (state != 1)
    assert (message["dossier"]["received"] is None) is (state == 1)
    everything = str(message) + str(citizen.state)
    assert not [secret for secret in SECRETS if secret in everything]


def test_the_template_knows_every_state() -> None:
    assert {int(state) for state in DossierState} == set(range(1, 11))


async def test_a_late_one_with_reason_and_new_date(world: World, citizen: Citizen) -> None:
    holds(world, 4, NgayHenTra="20261120163000", NgayHenLai="20261127163000", LyDoTreHan="Phải xác minh thêm.")
    text = await citizen.text(CODE)
    assert text.startswith(f"Hồ sơ {CODE} đã quá ngày hẹn 20/11/2026. Trung tâm xin lỗi anh/chị.\n")
    assert "Lý do Sở Thử Nghiệm nêu: Phải xác minh thêm.\n" in text
    assert "Ngày hẹn mới: 27/11/2026, còn 2 ngày làm việc." in text
    assert "chưa cập nhật" not in text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Sở Thử Nghiệm chưa cập nhật lý do và ngày hẹn mới."),
        ({"LyDoTreHan": "Mất điện"}, "Sở Thử Nghiệm chưa cập nhật ngày hẹn mới."),
        ({"NgayHenLai": "20261127163000"}, "Sở Thử Nghiệm chưa cập nhật lý do."),
        ({"NgayHenLai": "20261123163000", "LyDoTreHan": "x"}, "Ngày hẹn mới: 23/11/2026, cũng đã qua."),
        ({"DonViXuLy": None}, "Đơn vị xử lý chưa cập nhật lý do và ngày hẹn mới."),
    ],
)
async def test_what_is_missing_of_a_late_one_is_said_and_never_invented(
    world: World, citizen: Citizen, fields: dict[str, Any], says: str
) -> None:
    holds(world, 4, **{"NgayHenTra": "20261120163000", **fields})
    assert says in await citizen.text(CODE)


async def test_late_since_this_morning_says_the_hour(world: World, citizen: Citizen) -> None:
    holds(world, 4, NgayHenTra="20261125110000")
    assert "đã quá ngày hẹn 25/11/2026 (11 giờ)" in await citizen.text(CODE)


async def test_finished_late_apologises_and_is_ready(world: World, citizen: Citizen) -> None:
    holds(world, 9, NgayHenTra="20261120163000", NgayKetThucXuLy="20261123090000")
    text = await citizen.text(CODE)
    assert "đã xử lý xong ngày 23/11/2026, trễ so với ngày hẹn 20/11/2026. Trung tâm xin lỗi anh/chị." in text
    assert "đến nhận kết quả" in text


async def test_working_days_left(world: World, citizen: Citizen) -> None:
    holds(world, 4)
    assert "Hẹn trả: 16 giờ 30 ngày 27/11/2026, còn 2 ngày làm việc." in await citizen.text(CODE)
    holds(world, 4, NgayHenTra="20261125163000")
    assert "Hẹn trả: 16 giờ 30 ngày 25/11/2026, hôm nay." in await citizen.text(CODE)
    holds(world, 4, NgayHenTra="20270105163000")
    assert "Hẹn trả: 16 giờ 30 ngày 05/01/2027.\n" in await citizen.text(CODE)


@pytest.mark.parametrize("state", [5, 6])
async def test_the_citizens_turn_is_never_called_late(world: World, citizen: Citizen, state: int) -> None:
    holds(world, state, NgayHenTra="20261120163000")
    [message] = await citizen.say(CODE)
    assert message["dossier"]["next_actor"] == "citizen"
    assert "đang chờ anh/chị" in message["text"] and "quá ngày hẹn" not in message["text"]


async def test_unknown_and_elsewhere(world: World, citizen: Citizen) -> None:
    text = await citizen.text("h15.18 230601 0001")
    assert text.startswith("Tôi chưa tìm thấy hồ sơ H15.18-230601-0001 trong hệ thống của tỉnh.")
    police = await citizen.text("G01.899.108.000-230601-0001")
    assert "ngành Công an" in police and "dichvucong.gov.vn" in police
    assert "cơ quan trung ương" in await citizen.text("G22.01-230601-0001")
    assert world.dossiers.asked == ["H15.18-230601-0001"]


async def test_no_code_and_a_broken_code_are_helped(citizen: Citizen) -> None:
    asked = await citizen.text("ho so cua toi toi dau roi", "dossier_status")
    assert "000.00.18.H15-230601-0001" in asked and "giấy tiếp nhận hồ sơ và hẹn trả kết quả" in asked
    assert "chưa đúng dạng" in await citizen.text("hồ sơ H15.18-23")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (BackendUnavailable("down"), "Anh/chị thử lại sau ít phút; giấy tờ, lệ phí thì tôi vẫn trả lời được."),
        (BackendUnavailable("busy", 90), "Anh/chị thử lại sau 2 phút;"),
        (BackendRefused("token"), "Lỗi ở khâu tra cứu, không phải do mã của anh/chị."),
    ],
)
async def test_a_backend_that_is_down(world: World, citizen: Citizen, error: Exception, says: str) -> None:
    world.dossiers.known[CODE] = error
    [message] = await citizen.say(CODE)
    assert message["type"] == "error"
    assert f"chưa xem được hồ sơ {CODE}." in message["text"] and says in message["text"]


async def test_the_second_proof_opens_what_names_a_person(world: World, citizen: Citizen) -> None:
    holds(world, 5)
    [standing] = await citizen.say(CODE)
    assert standing["buttons"][0]["title"] == "Xem phần riêng của hồ sơ"
    [asked] = await citizen.say(standing["buttons"][0]["payload"])
    assert asked["text"].endswith("Anh/chị cho tôi 4 số cuối của số điện thoại đã ghi trong hồ sơ.")
    assert (asked["expects"], asked["private"]) == ("digits", False)
    [wrong] = await citizen.say("9999")
    assert wrong["expects"] == "digits"
    [shown] = await citizen.say("3456")
    assert (shown["expects"], shown["private"]) == (None, True)
    opened = shown["text"]
    assert "Bổ sung giấy ủy quyền" in opened and "Lê Thị Xử Lý" in opened and "Phạm Tiếp Nhận" in opened
    assert "066012345678" not in opened and "0905" not in opened
    assert "Bổ sung giấy ủy quyền" in await citizen.text("hồ sơ này cần bổ sung gì"), "proof holds for the conversation"
    world.pass_time(minutes=31)
    await citizen.say(CODE)
    assert "4 số cuối" in await citizen.text("hồ sơ này cần bổ sung gì"), "and ends with it"


async def test_papers_awaited_without_a_note_are_said_to_be_missing_there(world: World, citizen: Citizen) -> None:
    for state, says in ((5, True), (4, False)):
        holds(world, state, GhiChu=None)
        await citizen.say(CODE)
        await citizen.say("ai đang xử lý")
        opened = (
            await citizen.text("3456") if citizen.state["proof"]["awaiting"] else await citizen.text("ai đang xử lý")
        )
        assert ("chưa ghi chú giấy tờ" in opened) is says


async def test_a_proof_opens_one_dossier_only(world: World, citizen: Citizen) -> None:
    holds(world, 5)
    world.dossiers.add(OTHER, 5, **{**FIELDS, "SoDienThoai": "0905999999"})
    await citizen.say(CODE)
    await citizen.say("cần bổ sung gì")
    await citizen.say("3456")
    await citizen.say(OTHER)
    assert "4 số cuối" in await citizen.text("ai đang xử lý")
    assert "chưa khớp" in await citizen.text("3456")


async def test_five_wrong_proofs_lock_the_look_up(world: World, citizen: Citizen) -> None:
    holds(world, 5)
    await citizen.say(CODE)
    await citizen.say("cần bổ sung gì")
    for left in (4, 3, 2, 1):
        assert f"còn {left} lần" in await citizen.text("0000")
    locked = await citizen.text("0000")
    assert "chưa khớp 5 lần" in locked and "đến 12 giờ 15" in locked and "gọi" not in locked
    assert "tạm dừng tra cứu" in await citizen.text(CODE)
    world.pass_time(minutes=14)
    assert "tạm dừng tra cứu" in await citizen.text(CODE)
    world.pass_time(minutes=1)
    assert "đang chờ anh/chị bổ sung" in await citizen.text(CODE)


async def test_ten_wrong_proofs_of_all_conversations_slow_it_and_the_state_stays_visible(world: World) -> None:
    holds(world, 5)
    executor = world.executor()
    for conversation in range(5):
        citizen = Citizen(executor, f"c{conversation}")
        await citizen.say(CODE)
        await citizen.say("cần bổ sung gì")
        for _ in range(2):
            await citizen.say("0000")
    citizen = Citizen(executor, "owner")
    assert "đang chờ anh/chị bổ sung" in await citizen.text(CODE)
    assert "mở lại lúc 12 giờ 01" in await citizen.text("cần bổ sung gì")
    world.pass_time(days=1)
    await citizen.say(CODE)
    assert "4 số cuối" in await citizen.text("cần bổ sung gì")


async def test_a_proof_that_was_asked_before_the_dossier_was_closed_is_not_taken(world: World) -> None:
    holds(world, 5)
    executor = world.executor()
    citizens = [Citizen(executor, f"c{n}") for n in range(4)]
    for citizen in citizens:
        await citizen.say(CODE)
        await citizen.say("cần bổ sung gì")
    for citizen in citizens[:3]:
        for _ in range(4):
            await citizen.say("0000")
    assert "mở lại lúc 12 giờ 01" in await citizens[3].text("3456")


async def test_without_a_phone_only_the_counter_can_show_more(world: World, citizen: Citizen) -> None:
    holds(world, 5, SoDienThoai=None)
    [standing] = await citizen.say(CODE)
    assert standing["buttons"] == [] and "mang giấy hẹn đến nơi nộp để xem" in standing["text"]
    assert "không ghi số điện thoại" in await citizen.text("cần bổ sung gì")
    assert citizen.state["proof"]["awaiting"] is None


async def test_a_question_between_asking_and_proof_is_answered(world: World, citizen: Citizen) -> None:
    holds(world, 5)
    await citizen.say(CODE)
    await citizen.say("cần bổ sung gì")
    assert "Thủ tục đăng ký khai sinh" in await citizen.text("khai sinh cần gì", "ask_papers")
    assert "Bổ sung giấy ủy quyền" in await citizen.text("3456")


async def test_fifteen_codes_a_day(world: World, citizen: Citizen) -> None:
    for n in range(15):
        assert "chưa tìm thấy" in await citizen.text(f"H15.18-230601-{n:04}")
    assert "nhiều mã hồ sơ khác nhau" in await citizen.text(CODE)
    world.now += dt.timedelta(days=1)
    assert "chưa tìm thấy" in await citizen.text(CODE)


async def test_the_last_dossier_is_looked_at_again(world: World, citizen: Citizen) -> None:
    holds(world, 4)
    await citizen.say(CODE)
    assert CODE in await citizen.text("hồ sơ đó xong chưa", "ask_time")
    assert CODE in await citizen.text("tới đâu rồi", "dossier_status")

from __future__ import annotations

import pytest

from actions.private_data import KINDS, Kind
from actions.province import Province
from actions.reply import Reason
from actions.wording.refusals import Refusals
from actions.wording.rendering import Templates
from actions.wording.talk import YIELDS, Talk
from actions.wording.terms import Terms
from knowledge import bundled

FULL = Province.load().model_copy(update={"hotline": "1022", "hours": "7 giờ đến 17 giờ", "complaints": "1 Đường A"})
BARE = Province(name="Thử")


@pytest.mark.parametrize("province", [Province.load(), FULL, BARE], ids=["bundled", "full", "bare"])
@pytest.mark.parametrize("intent", YIELDS)
def test_every_talk_renders_with_what_the_province_sets(templates: Templates, province: Province, intent: str) -> None:
    text = Talk(templates, province).say(intent).text
    assert "None" not in text and "  " not in text and " ." not in text


def test_the_greeting_says_that_it_is_a_machine_and_whose(templates: Templates) -> None:
    assert Talk(templates, FULL).say("greet").text == (
        "Chào anh/chị. Tôi là trợ lý tự động của Trung tâm Phục vụ hành chính công tỉnh Đắk Lắk. "
        'Anh/chị cần làm giấy tờ gì, hoặc gửi mã hồ sơ để tôi xem giúp. Muốn gặp người, anh/chị nhắn "gặp cán bộ".'
    )
    assert "Tôi là trợ lý tự động. Anh/chị" in Talk(templates, BARE).say("greet").text


def test_a_hotline_is_named_only_where_it_is_set(templates: Templates) -> None:
    assert "gọi 1022 (7 giờ đến 17 giờ)" in Talk(templates, FULL).say("ask_person").text
    assert "gọi" not in Talk(templates, Province.load()).say("ask_person").text


def test_emergency_numbers(templates: Templates) -> None:
    assert Talk(templates, FULL).emergency().text == (
        "Nếu đang nguy hiểm, anh/chị gọi ngay 113 công an, 114 cháy nổ, 115 cấp cứu, 112 cứu nạn, 111 trẻ em. "
        "Tôi là trợ lý tự động, không báo thay được."
    )


@pytest.mark.parametrize("kinds", [[kind] for kind in KINDS] + [list(KINDS)])
def test_private_data_is_named(templates: Templates, kinds: list[Kind]) -> None:
    text = Talk(templates, BARE).private_data(kinds).text
    assert text.startswith("Tin vừa rồi có ") and text.endswith("mật khẩu hay mã OTP.")


@pytest.mark.parametrize("reason", ["off_topic", "no_data", "other_authority"])
@pytest.mark.parametrize("authority", [None, "Tòa án nhân dân"])
def test_refusals(templates: Templates, reason: Reason, authority: str | None) -> None:
    reply = Refusals(templates, FULL, Terms()).refuse(reason, authority)
    assert (reply.type, reply.reason) == ("refusal", reason)
    assert ("Tòa án nhân dân" in reply.text) is (reason != "off_topic" and authority is not None)


def test_a_greeting_offers_the_matters_that_people_come_with(templates: Templates) -> None:
    talk = Talk(templates, Province.load())
    offered = [button.payload or "" for button in talk.say("greet").buttons]
    assert len(offered) >= 6 and talk.say("thanks").buttons == []
    ways = {way.casefold() for subject in bundled.subjects() for way in subject.ways}
    assert {title.casefold() for title in offered} <= ways

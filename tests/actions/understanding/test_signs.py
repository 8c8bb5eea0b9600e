from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.understanding.signs import Signs
from knowledge import bundled

SIGNS = Signs()


@pytest.mark.parametrize(
    "text",
    [
        "cứu tôi với, nhà đang cháy",
        "dang bi danh o cong vien",
        "Gọi cấp cứu giúp",
        "cháy nhà",
        "nha toi dang chay",
        "có người đuối nước ngoài sông",
        "chồng em đang cầm dao đuổi em",
    ],
)
def test_danger_is_heard(text: str) -> None:
    assert SIGNS.danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "thẩm duyệt phòng cháy chữa cháy",
        "trợ cấp tai nạn lao động",
        "giấy ra viện sau cấp cứu",
        "cơ cướp",
        "khai tử cho người chết",
        "nghiên cứu với đề tài",
        "nhà cháy mất hết giấy tờ",
        "chay xe qua lao can giay gi",
        "xe",
        "người trong xã",
        "em chạy qua nhà mẹ rồi, an toàn rồi ạ",
    ],
)
def test_what_is_past_or_about_papers_is_no_danger(text: str) -> None:
    assert not SIGNS.danger(text)
    assert not SIGNS.may_be_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "chồng chết",
        "vợ tôi qua đời",
        "ba em mới mất",
        "me vua mat",
        "dạ bà nội con mới mất tối qua",
        "thằng con tui mất vì tai nạn",
        "chồng em làm công ty gỗ, mất vì bệnh hồi tháng trước",
    ],
)
def test_a_death_is_heard(text: str) -> None:
    assert SIGNS.death(text)


@pytest.mark.parametrize(
    "text",
    [
        "em mất thẻ căn cước",
        "con mất bao lâu",
        "ba mất sổ đỏ",
        "em mat 2 ngay",
        "mẹ tôi mất sức lao động",
        "thủ tục này mất mấy ngày",
        "mất xe",
    ],
)
def test_what_is_lost_is_no_death(text: str) -> None:
    assert not SIGNS.death(text)


def test_a_death_long_past_is_told_apart() -> None:
    assert SIGNS.death("ông nội tôi chết 10 năm rồi chưa khai tử")
    assert SIGNS.long_ago("ông nội tôi chết 10 năm rồi chưa khai tử")
    assert not SIGNS.long_ago("ba tôi mất hôm qua")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("do you speak English?", "en"),
        ("I want to register marriage", "en"),
        ("gracias", "es"),
        ("你好，我想办结婚", "zh"),
        ("안녕하세요", "ko"),
        ("em muon dang ky ket hon", None),
        ("đăng ký visa online", None),
        ("lam passport", None),
        ("can ho", None),
    ],
)
def test_other_languages_are_known_by_their_words(text: str, language: str | None) -> None:
    assert SIGNS.language(text) == language


@pytest.mark.parametrize(
    ("text", "guide"),
    [
        ("thứ 7 có làm không", "huong-dan/gio-lam-viec"),
        ("sang may gio mo cua", "huong-dan/gio-lam-viec"),
        ("cái giấy hẹn tui làm mất rồi", "huong-dan/mat-giay-hen"),
        ("có người gọi điện kêu cài app vneid", "huong-dan/canh-giac-lua-dao"),
        ("cán bộ xã đòi tiền tôi", "huong-dan/phan-anh-thai-do"),
        ("làm khai sinh cần gì", None),
    ],
)
def test_a_guide_is_named_by_its_matter(text: str, guide: str | None) -> None:
    named = SIGNS.guide(text)
    assert (named[0] if named else None) == guide


def test_each_guide_that_is_named_stands_in_the_bundle() -> None:
    topics = bundled.topics()
    assert all(code in topics for code in SIGNS.guide_codes)


@given(st.text(max_size=200))
def test_no_text_breaks_the_signs(text: str) -> None:
    for sign in (
        SIGNS.danger,
        SIGNS.may_be_danger,
        SIGNS.despair,
        SIGNS.death,
        SIGNS.long_ago,
        SIGNS.language,
        SIGNS.guide,
    ):
        sign(text)

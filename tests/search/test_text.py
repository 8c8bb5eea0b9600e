from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import clean, normalise, place_tone, strip_marks, words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Hoà giải", "hòa giải"),
        ("THUỶ", "thủy"),
        ("quý", "quý"),
        ("giữ gìn", "giữ gìn"),
        ("khuỷu", "khuỷu"),
        ("đường", "đường"),
        ("đăng kí", "đăng ký"),
        ("lí lịch", "lý lịch"),
        ("thi", "thi"),
        ("giấyyyyy", "giấy"),
        ("Ｈộ　ｋhẩu", "hộ khẩu"),
        (unicodedata.normalize("NFD", "Đăng ký kết hôn"), "đăng ký kết hôn"),
    ],
)
def test_one_written_form(written: str, meant: str) -> None:
    assert normalise(written) == meant


@pytest.mark.parametrize("name", ["Y Bliêr Niê", "H'Hen", "Ea H'leo", "Cư M'gar", "Krông Búk", "Buôn Ƀă"])
def test_names_of_the_central_highlands_keep_their_letters(name: str) -> None:
    assert normalise(name) == name.lower()
    assert len(words(name)) == len(name.split())


@pytest.mark.parametrize("mark", ["'", "\u2019", "\u02bc", "\u2018", "`"])
def test_any_apostrophe_is_one(mark: str) -> None:
    assert words(f"Ea H{mark}leo") == ["ea", "h'leo"]


def test_marks_are_stripped_one_for_one() -> None:
    assert strip_marks("Đăng ký ĕ ŏ ƀ č ñ ự ẫ") == "Dang ky e o b c n u a"


def test_numbers_stay_whole_and_emoji_vanish() -> None:
    assert words("Nghị định 123/2015/NĐ-CP 👍👍 thủ tục 1.001193!!!") == [
        "nghị",
        "định",
        "123/2015",
        "nđ",
        "cp",
        "thủ",
        "tục",
        "1.001193",
    ]


@given(st.text(max_size=200))
def test_normal_form_is_stable(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert clean(once) == once


@given(st.text(max_size=50))
def test_stripping_keeps_no_vietnamese_mark(text: str) -> None:
    assert strip_marks(strip_marks(text)) == strip_marks(text)


def test_what_is_no_syllable_keeps_its_tone_where_it_was() -> None:
    assert place_tone("bliêr") == "bliêr"
    assert place_tone("wifí") == "wifí"

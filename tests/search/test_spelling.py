from __future__ import annotations

import pytest

from search.lexicon import Lexicon
from search.spelling import Speller, Vocabulary
from search.syllable import is_syllable, untangle

SAID = [
    "đăng ký khai sinh cho con", "làm giấy khai sinh", "đăng ký kết hôn", "giấy chứng nhận kết hôn", "đăng ký xe máy",
    "cấp giấy phép xây dựng nhà ở", "giấy phép kinh doanh", "tách thửa đất", "xin phép xây dựng",
] * 2  # fmt: skip


@pytest.fixture(scope="module")
def speller() -> Speller:
    vocabulary = Vocabulary.of([text.split() for text in SAID], Lexicon())
    return Speller(vocabulary, protected=["niê"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("khai sinhf", "khai sinh"),
        ("ddăng ký", "dang ký"),
        ("dduwowngf", "dduwowngf"),
        ("gia61y phép", "giay phép"),
        ("khaisinh", "khai sinh"),
        ("đăngkýkếthôn", "đăng ký kết hôn"),
        ("kh ai sinh", "khai sinh"),
        ("khai sihn", "khai sinh"),
        ("giay phpe xay dugn", "giay phep xay dung"),
        ("dang ky kht hon", "dang ky ket hon"),
        ("kết hônn", "kết hon"),
    ],
)
def test_slips_are_put_right(speller: Speller, written: str, meant: str) -> None:
    assert " ".join(speller.correct(written.split())) == meant


@pytest.mark.parametrize(
    "name", ["y bliêr niê", "h'hen", "ea h'leo", "cư m'gar", "krông búk", "buôn ƀăng", "y dhăm ênuôl"]
)
def test_names_of_the_central_highlands_are_never_corrected(speller: Speller, name: str) -> None:
    assert speller.correct([*name.split(), "khai", "sihn"]) == [*name.split(), "khai", "sinh"]


def test_known_words_are_left_alone(speller: Speller) -> None:
    said = ["đăng", "ký", "kết", "hôn"]
    assert speller.correct(said) == said


def test_a_persons_name_is_not_changed_without_its_neighbours_asking(speller: Speller) -> None:
    assert speller.correct(["tèo", "khai", "sinh"]) == ["tèo", "khai", "sinh"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("dduwowngf", "duong"), ("truowngf", "truong"), ("fi", "phi"), ("zay", "day")]
)
def test_keys_left_in_a_word(typed: str, meant: str) -> None:
    assert meant in untangle(typed)


@pytest.mark.parametrize(
    ("word", "can_be"), [("nghieng", True), ("quyen", True), ("khaisinh", False), ("h'leo", False)]
)
def test_what_can_be_a_syllable(word: str, can_be: bool) -> None:
    assert is_syllable(word) is can_be

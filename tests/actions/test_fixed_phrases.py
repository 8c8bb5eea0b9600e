from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.fixed_phrases import FixedPhrases, fold


def test_fold_makes_spellings_one() -> None:
    assert fold("Đăng kí  KHAI-SINH?") == fold("dang ky khai sinh")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("số 2", 2),
        ("cái thứ hai", 2),
        ("Cái thứ 2 nhé", 2),
        ("chọn số 3 ạ", 3),
        ("cai dau tien", 1),
        ("cái đầu", 1),
        ("thứ nhất", 1),
        ("cái cuối cùng", -1),
        ("2.", 2),
        ("12", 12),
        ("2026", None),
        ("sinh năm 2020", None),
        ("khai sinh", None),
        ("số", None),
        ("", None),
    ],
)
def test_a_number_that_chooses(text: str, number: int | None) -> None:
    assert FixedPhrases().number(text) == number


def test_only_reject_is_nothing_but_no() -> None:
    phrases = FixedPhrases()
    assert phrases.only_reject("Không đúng việc tôi cần")
    assert phrases.only_reject("khong dung viec toi can.")
    assert not phrases.only_reject("không đúng việc tôi cần, tôi hỏi kết hôn")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("còn lệ phí", "lệ phí"),
        ("mà thời gian bao lâu", "thời gian bao lâu"),
        ("Dạ, ma le phi", "le phi"),
        ("mã OTP không đến", "mã OTP không đến"),
        ("thì", "thì"),
    ],
)
def test_words_that_join_a_message_to_the_one_before_are_left_out(text: str, asked: str) -> None:
    assert FixedPhrases().without_joining(text) == asked


@given(st.text(max_size=200))
def test_no_text_breaks_recognition(text: str) -> None:
    phrases = FixedPhrases()
    phrases.number(text)
    phrases.without_joining(text)

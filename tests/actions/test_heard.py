from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.heard import Phrases, fold, phone_digits, private_data


def test_fold_makes_spellings_one() -> None:
    assert fold("Đăng kí  KHAI-SINH?") == fold("dang ky khai sinh")


@pytest.mark.parametrize("text", ["cứu tôi với", "nhà đang cháy", "dang bi danh o cong vien", "Gọi cấp cứu giúp"])
def test_danger_is_recognised(text: str) -> None:
    assert Phrases().emergency(text)


@pytest.mark.parametrize(
    "text",
    [
        "thẩm duyệt phòng cháy chữa cháy",
        "trợ cấp tai nạn lao động",
        "giấy ra viện sau cấp cứu",
        "cơ cướp",
        "khai tử cho người chết",
        "nghiên cứu với đề tài",
    ],
)
def test_procedures_about_danger_are_no_emergency(text: str) -> None:
    assert not Phrases().emergency(text)


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
    assert Phrases().number(text) == number


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1234", "1234"),
        ("4 số cuối là 1234", "1234"),
        ("0905 123 456", "3456"),
        ("+84905123456", "3456"),
        ("123", None),
        ("12345", None),
        ("1234 hay 5678", None),
        ("từ năm 2025 đến nay tôi chưa làm lại giấy tờ gì thì sao", None),
    ],
)
def test_the_four_digits(text: str, digits: str | None) -> None:
    assert phone_digits(text) == digits


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("căn cước 066012345678", ["id_number"]),
        ("066 012 345 678", ["id_number"]),
        ("OTP của tôi là 123456", ["otp"]),
        ("mã 1234 là otp", ["otp"]),
        ("mật khẩu là hoa123", ["password"]),
        ("không nhận được OTP", []),
        ("quên mật khẩu VNeID", []),
        ("0905123456", []),
        ("000.00.18.H15-230601-0001", []),
    ],
)
def test_private_data(text: str, kinds: list[str]) -> None:
    assert private_data(text) == kinds


def test_only_reject_is_nothing_but_no() -> None:
    phrases = Phrases()
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
    assert Phrases().without_joining(text) == asked


@given(st.text(max_size=200))
def test_no_text_breaks_recognition(text: str) -> None:
    phrases = Phrases()
    phrases.number(text)
    phrases.emergency(text)
    phone_digits(text)
    private_data(text)

"""What is hidden in a stored text, and what stays."""

from __future__ import annotations

import pytest

from bot.conversations.masking import masked


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("cccd 012345678901 cần gì", "cccd ••• cần gì"),
        ("số 012 345 678 901", "số •••"),
        ("cmnd cũ 123456789", "cmnd cũ •••"),
        ("gọi 0912 345 678 nhé", "gọi ••• nhé"),
        ("+84912345678", "•••"),
        ("mã OTP là 482913", "mã OTP là •••"),
        ("482913 là mã otp", "••• là mã otp"),
        ("mật khẩu: abc123 vào sao", "mật khẩu: ••• vào sao"),
    ],
)
def test_personal_numbers_are_hidden(text: str, stored: str) -> None:
    assert masked(text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "000.00.18.H15-230601-0001",
        "H15.18-230601-0001 tới đâu rồi",
        "thủ tục 1.001193",
        "phí 1.500.000 đồng",
        "vay 100.000.000 đồng",
        "vốn 1.100.000.000.000 đồng",
        "sinh năm 1990, nộp ngày 25/11/2026",
        "quên mật khẩu VNeID thì làm sao",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert masked(text) == text

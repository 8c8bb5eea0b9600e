"""Text is mended in form, never in its words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.text import mended, one_line, stated, title


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (unicodedata.normalize("NFD", "Tờ khai"), "Tờ khai"),
        ("Tờ  khai\t mới", "Tờ khai mới"),
        ("đăng k\u200ey", "đăng ky"),
        ("\uf0b7 Tờ khai", "- Tờ khai"),
        ("một\r\nhai \n ba", "một\nhai\nba"),
        ("một\n\n\n\nhai", "một\n\nhai"),
        ("\xa0Tờ\xa0khai\xa0", "Tờ khai"),
    ],
)
def test_form_is_mended(raw: str, expected: str) -> None:
    assert mended(raw) == expected


def test_a_name_has_no_line_breaks() -> None:
    assert one_line("Cấp lại\ngiấy phép") == "Cấp lại giấy phép"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (". Thủ tục chấp thuận", "Thủ tục chấp thuận"),
        ("Cấp giấy phép cho nhà thầu..", "Cấp giấy phép cho nhà thầu"),
        (";  Cấp lại\nthẻ; ;", "Cấp lại thẻ"),
        ("Cấp giấy phép cho Công ty A.", "Cấp giấy phép cho Công ty A."),
    ],
)
def test_a_title_has_no_stray_punctuation(raw: str, expected: str) -> None:
    assert title(raw) == expected


@pytest.mark.parametrize("raw", [None, "", "  ", "--", "Không có thông tin", "không có thông tin.", "..."])
def test_nothing_stated_is_none(raw: str | None) -> None:
    assert stated(raw) is None


def test_a_plain_no_is_a_statement() -> None:
    assert stated(" Không ") == "Không"


@given(st.text())
def test_mending_twice_changes_nothing_more(text: str) -> None:
    assert mended(mended(text)) == mended(text)


@given(st.text())
def test_no_letter_is_lost_or_added(text: str) -> None:
    letters = [letter for letter in unicodedata.normalize("NFC", text) if letter.isalnum()]
    assert [letter for letter in mended(text) if letter.isalnum()] == letters

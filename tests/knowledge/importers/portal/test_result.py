"""The portal's labels and its own form never stand in a text."""

from __future__ import annotations

import pytest

from knowledge.importers.portal.result import read_result, without_form

EMPTY_LABELS = "Từ khóaKhông có thông tinMô tảKhông có thông tin"
FORM = "Chọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Tỉnh/ Thành phố --Hệ thống chỉ hiển thị …Nộp hồ sơ"


@pytest.mark.parametrize("tail", ["", EMPTY_LABELS, EMPTY_LABELS + FORM])
def test_one_result(tail: str) -> None:
    assert read_result(f"Giấy phép lái tàuMã: KQ.G04.000008{tail}") == ("Giấy phép lái tàu", [])


@pytest.mark.parametrize(
    "code",
    ["KQ.G12.000327", "000.00.00.G15-KQ0187", "G19-KQ006098", "KQ-G17.000001", "78", "hgvg6", "dsfas", "KQ.g19.000556"],
)
def test_several_results(code: str) -> None:
    text = f"Giấy phép mớiMã: {code}Văn bản từ chốiMã: KQ.G01.000023{EMPTY_LABELS}"
    assert read_result(text) == ("Giấy phép mới; Văn bản từ chối", [])


def test_capitals_of_a_result_are_no_part_of_the_code_before_it() -> None:
    assert read_result("Chứng từMã: KQ.G12.000099UBND xã niêm yếtMã: KQ.G12.000100")[0] == "Chứng từ; UBND xã niêm yết"


def test_punctuation_at_the_edges_of_a_result_is_no_part_of_it() -> None:
    text = "Giấy phép mới.Mã: KQ.G01.000001...văn bản trả lời,;Mã: KQ.G01.000002Sổ theo dõi.Mã: KQ.G01.000003"
    assert read_result(text + EMPTY_LABELS)[0] == "Giấy phép mới; văn bản trả lời; Sổ theo dõi."


def test_keyword_and_description_are_told_to_the_editor() -> None:
    result, flags = read_result(f"Thẻ mớiMã: KQ.G01.000001Từ khóathẻ, đổi thẻMô tảKhông có thời hạn.{FORM}")
    assert result == "Thẻ mới"
    assert [flag.field for flag in flags] == ["result", "result"]
    assert "đổi thẻ" in flags[0].reason
    assert "Không có thời hạn" in flags[1].reason


@pytest.mark.parametrize("text", ["", "Không có thông tin", f"...Mã: KQ.G01.000279{EMPTY_LABELS}"])
def test_no_result_is_none(text: str) -> None:
    assert read_result(text)[0] is None


def test_conditions_lose_the_form_too() -> None:
    assert without_form(f"Đủ 18 tuổi.{EMPTY_LABELS}{FORM}") == "Đủ 18 tuổi."
    assert without_form("Từ khóa an toàn phải được giữ kín.") == "Từ khóa an toàn phải được giữ kín."

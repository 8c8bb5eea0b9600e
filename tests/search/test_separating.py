from __future__ import annotations

from search.lexicon import Lexicon
from search.records import IndexRecord
from search.separating import separating_question
from search.snapshot import NLU_DATA

LEXICON = Lexicon.load(NLU_DATA / "lexicon")


def asked(*names: str) -> str | None:
    return separating_question([IndexRecord("1.000001", name, (name,)) for name in names], LEXICON)


def test_first_or_again() -> None:
    question = asked("Cấp mới giấy phép hoạt động", "Cấp lại giấy phép hoạt động")
    assert question is not None
    assert question.endswith("anh/chị làm lần đầu hay xin cấp lại?")


def test_three_ways_are_joined() -> None:
    question = asked("Cấp mới giấy phép", "Gia hạn giấy phép", "Cấp lại giấy phép")
    assert question is not None
    assert question.endswith("làm lần đầu, xin gia hạn hay xin cấp lại?")


def test_what_is_wanted_is_asked_before_where() -> None:
    question = asked(
        "Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên (thực hiện tại cấp tỉnh)",
        "Cấp thẻ căn cước cho người dưới 14 tuổi (thực hiện tại cấp xã)",
    )
    assert question is not None
    assert "14 tuổi" in question


def test_with_or_without_a_foreigner() -> None:
    question = asked("Đăng ký khai tử", "Đăng ký khai tử có yếu tố nước ngoài")
    assert question is not None
    assert "làm cho người Việt Nam hay làm cho trường hợp có người nước ngoài" in question


def test_nothing_is_asked_where_no_facet_tells_them_apart() -> None:
    assert asked("Hòa giải tranh chấp đất đai", "Tách thửa đất") is None
    assert asked("Cấp lại thẻ") is None

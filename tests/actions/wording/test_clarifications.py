from __future__ import annotations

import pytest

from actions.state import State
from actions.wording.clarifications import TITLE_LENGTH, Clarifications
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from tests.actions.samples import BIRTH, MARRIAGE, SHARED_NAME, procedure


@pytest.fixture
def clarifications(templates: Templates, terms: Terms) -> Clarifications:
    return Clarifications(templates, terms)


def test_choices_are_numbered_in_the_text_and_short_on_the_buttons(clarifications: Clarifications) -> None:
    state = State()
    reply = clarifications.which_of([BIRTH, MARRIAGE], ["fee"], state)
    assert "1. Thủ tục đăng ký khai sinh\n2. Thủ tục đăng ký kết hôn" in reply.text
    assert [(b.title, b.payload) for b in reply.buttons] == [
        ("1. Đăng ký khai sinh", "Thủ tục đăng ký khai sinh"),
        ("2. Đăng ký kết hôn", "Thủ tục đăng ký kết hôn"),
        ("Không đúng việc tôi cần", "Không đúng việc tôi cần"),
    ]
    assert [(o.act, o.code, o.aspects) for o in state.offers[:2]] == [
        ("choose", BIRTH.code, ["fee"]),
        ("choose", MARRIAGE.code, ["fee"]),
    ]
    assert state.asked == ["fee"]


@pytest.mark.parametrize(
    "question",
    [
        "làm lần đầu hay xin cấp lại",
        "anh/chị làm lần đầu hay xin cấp lại?",
        "Để chỉ đúng giấy tờ, tôi hỏi thêm một điều: anh/chị làm lần đầu hay xin cấp lại?",
    ],
)
def test_what_separates_the_choices_is_asked(clarifications: Clarifications, question: str) -> None:
    reply = clarifications.which_of([BIRTH, MARRIAGE], [], State(), question=question)
    first, _, _ = reply.text.partition("\n")
    asked = "tôi hỏi thêm một điều: anh/chị làm lần đầu hay xin cấp lại?"
    assert first == f"Để chỉ đúng giấy tờ, {asked} Anh/chị bấm chọn hoặc nhắn số."


def test_equal_names_are_told_apart_by_their_codes(clarifications: Clarifications) -> None:
    state = State()
    clarifications.which_of([*SHARED_NAME, BIRTH], [], state)
    assert [o.payload for o in state.offers[:3]] == [
        "Thủ tục trùng tên (mã 9.000010)",
        "Thủ tục trùng tên (mã 9.000011)",
        "Thủ tục đăng ký khai sinh",
    ]


def test_a_long_name_is_cut_and_has_its_code(clarifications: Clarifications) -> None:
    name = ("Thủ tục " + "rất dài " * 30).strip()
    state = State()
    reply = clarifications.which_of([procedure("9.000001", name)], [], state)
    assert "rất dài … (mã 9.000001)" in reply.text
    assert len(reply.text) < 300
    assert len(reply.buttons[0].title) <= TITLE_LENGTH + 3
    assert state.offers[0].payload == name


def test_asking_which_procedure_keeps_what_was_asked(clarifications: Clarifications) -> None:
    state = State()
    reply = clarifications.which_procedure(["time"], state)
    assert reply.type == "clarify" and "đăng ký khai sinh" in reply.text
    assert state.asked == ["time"]

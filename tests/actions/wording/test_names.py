from __future__ import annotations

import pytest

from actions.state import State
from actions.wording.answers import Answers
from actions.wording.clarifications import Clarifications
from actions.wording.names import OFFICIAL_LENGTH, Names
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from tests.actions.samples import BIRTH, procedure
from tests.actions.world import NOON

SHORT = {"1.001193": "Khai sinh"}


def test_a_short_name_stands_above_and_the_official_one_below(templates: Templates, terms: Terms) -> None:
    answers = Answers(templates, terms, "https://motcua.test", SHORT)
    for reply in (
        answers.answer(BIRTH, ["fee"], State(), NOON),
        answers.details(BIRTH, [], State(), NOON),
    ):
        assert "Tên đầy đủ: Thủ tục đăng ký khai sinh." in reply.text
        assert reply.procedure is not None
        assert (reply.procedure.name, reply.procedure.short_name) == ("Thủ tục đăng ký khai sinh", "Khai sinh")
    assert answers.answer(BIRTH, ["fee"], State(), NOON).text.startswith("Khai sinh\n")


def test_choices_have_their_short_names(templates: Templates, terms: Terms) -> None:
    asked = Clarifications(templates, terms, SHORT).which_of([BIRTH], [], State())
    assert asked.buttons[0].title == "1. Khai sinh" and asked.buttons[0].payload == "Khai sinh"


def test_without_a_short_name_the_official_one_stands_alone(templates: Templates, terms: Terms) -> None:
    text = Answers(templates, terms, "https://motcua.test", {}).answer(BIRTH, ["fee"], State(), NOON).text
    assert text.startswith("Thủ tục đăng ký khai sinh\n") and "Tên đầy đủ" not in text


@pytest.mark.parametrize("short", [{}, {"9.000001": "Tên " * 100}])
def test_a_heading_is_short(terms: Terms, short: dict[str, str]) -> None:
    long = procedure("9.000001", "Tên " * 100)
    names = Names(terms, {} if short else None)
    assert len(names.heading(long)) <= OFFICIAL_LENGTH + 2
    assert Names(terms, short).short(long) == short.get("9.000001")

"""The front door's own texts, and the promise that each of them can be said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.web.texts import Texts

BOT = Path(__file__).resolve().parents[3] / "bot"


def test_every_problem_that_is_raised_has_its_words_and_no_words_are_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    raised = set(re.findall(r'Problem\(\s*(?:\d+|error\.status_code),\s*"(\w+)"', code))
    assert raised == set(Texts.load().problems)


def test_what_is_said_has_the_places_for_what_is_put_in() -> None:
    said = Texts.load().said
    assert said.hour.format(hour=9, minute=5) == "9 giờ 05"
    assert "{hour}" in said.sorry and "{question}" in said.sorry
    assert "{" not in said.trouble + said.given_up + said.nothing_said


def test_a_text_that_nobody_says_is_refused() -> None:
    whole = Texts.load().model_dump()
    with pytest.raises(ValidationError):
        Texts.model_validate({**whole, "said": {**whole["said"], "farewell": "Chào"}})

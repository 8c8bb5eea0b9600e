"""JSON values out of a text that comes piece by piece."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from knowledge.importers.json_text import Broken, JsonText, parsed


def text_of(content: str) -> JsonText:
    return JsonText(io.StringIO(content))


@pytest.mark.parametrize("value", [{"a": "é" * 200_000}, [1, [2, {}]], "ngắn", 12345, True, None])
def test_a_value_of_any_length_comes_whole(value: Any) -> None:
    text = text_of(f"\n  {json.dumps(value, ensure_ascii=False)}\n]")
    assert text.line == 2
    assert text.value() == value
    assert text.peek() == "]"
    assert text.line == 3


def test_letters_are_stepped_over_where_they_come() -> None:
    text = text_of(' [ 1 , "x" ]')
    assert text.take("[")
    assert not text.take("]")
    assert text.value() == 1
    assert text.take(",")
    assert text.value() == "x"
    assert text.take("]")
    assert text.peek() == ""


def test_a_number_at_the_end_of_a_piece_goes_on() -> None:
    spaces = " " * ((1 << 16) - 2)
    assert text_of(f"{spaces}1234 ").value() == 1234


def test_what_is_broken_is_told_with_its_line() -> None:
    assert text_of('{"a": 1,\n "b" 2}' + " " * 100).value() == Broken("JSON hỏng ở dòng 2")
    assert isinstance(text_of('{"a": "never closed').value(), Broken)
    assert isinstance(text_of("[" * 100_000).value(), Broken)


def test_a_whole_text() -> None:
    assert parsed('{"a": 1}') == {"a": 1}
    assert parsed('{"a" 1}') == Broken("không phải JSON, hỏng ở cột 6")
    assert isinstance(parsed("[" * 100_000), Broken)
    assert isinstance(parsed("1" * 5000), Broken)

from __future__ import annotations

import pytest

from search.comparing import Comparing
from search.index import Index
from search.lexicon import Lexicon
from search.records import records_of
from search.snapshot import NLU_DATA
from search.understanding import QuestionReader
from tests.search.conftest import procedure
from tests.search.word_encoder import WordEncoder

NAMES = [
    "Đăng ký khai sinh",
    "Đăng ký khai tử",
    "Đăng ký kết hôn",
    "Đăng ký lại khai sinh",
    "Đăng ký thường trú",
    "Đăng ký giám hộ",
]


@pytest.fixture(scope="module")
def compare() -> Comparing:
    lexicon = Lexicon.load(NLU_DATA / "lexicon")
    reader = QuestionReader(lexicon)
    records = records_of([procedure(f"1.00000{at}", name) for at, name in enumerate(NAMES)], {}, [])
    read = [[reader.read(text) for text in record.texts] for record in records]
    return Comparing(reader, Index.build(records, read, lexicon, WordEncoder()), lexicon)


def test_a_name_said_in_full_is_named_wholly_and_one_not_said_not_at_all(compare: Comparing) -> None:
    assert compare.named("đăng ký khai tử cho ba", "Đăng ký khai tử") == pytest.approx(1)
    assert compare.named("dang ky khai tu", "Đăng ký khai tử") == pytest.approx(1)
    assert compare.named("trời mưa", "Đăng ký khai tử") == 0


def test_the_rare_words_of_a_name_count_more(compare: Comparing) -> None:
    name = "Đăng ký giám hộ"
    assert compare.named("giám hộ", name) > 0.5 > compare.named("đăng ký", name) > 0


def test_words_that_another_name_has_too_do_not_count(compare: Comparing) -> None:
    name, other = "Đăng ký lại khai sinh", "Đăng ký khai sinh"
    assert compare.named("đăng ký khai sinh", name, apart_from=other) == 0
    assert compare.named("đăng ký lại", name, apart_from=other) == 1
    assert compare.named("đăng ký khai sinh", name) > 0


def test_a_name_that_says_nothing_is_never_named(compare: Comparing) -> None:
    assert compare.named("đăng ký khai sinh", "") == 0
    assert compare.named("đăng ký khai sinh", "Đăng ký khai sinh", apart_from="Đăng ký khai sinh") == 0


def test_what_is_not_known_is_strange_by_its_weight(compare: Comparing) -> None:
    assert compare.strange("giám hộ", {"giam", "ho"}) == 0
    assert compare.strange("giám hộ", frozenset()) == 1
    assert compare.strange("đăng ký giám hộ", {"dang", "ky"}) > 0.5 > compare.strange("đăng ký giám hộ", {"giam", "ho"})
    assert compare.strange("", frozenset()) == 0


def test_what_tells_procedures_apart_is_shown(compare: Comparing) -> None:
    assert compare.facets("cấp lại thẻ")["action"] == {"again"}
    assert compare.facets("trời mưa") == {}


def test_only_words_that_can_name_a_procedure_weigh(compare: Comparing) -> None:
    assert compare.weight("dạ cho em hỏi với ạ") == 0
    assert compare.weight("dạ cho em hỏi giám hộ với ạ") == compare.weight("giám hộ") == 2

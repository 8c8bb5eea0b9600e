from __future__ import annotations

import pytest

from search.facets import FacetBits, facets_of, record_facets
from search.fusion import COMPARED_FACETS
from search.lexicon import Lexicon
from search.records import IndexRecord
from search.snapshot import NLU_DATA
from search.text import words

LEXICON = Lexicon.load(NLU_DATA / "lexicon")
ACTION, LEVEL = COMPARED_FACETS.index("action"), COMPARED_FACETS.index("level")


@pytest.mark.parametrize(
    ("text", "facet", "value"),
    [("cấp lại bằng lái", "action", "again"), ("khai sinh có yếu tố nước ngoài", "foreign", "yes")],
)
def test_facets_are_told_by_phrases(text: str, facet: str, value: str) -> None:
    assert value in facets_of(words(text), LEXICON)[facet]


def test_a_records_only_level_counts_where_its_name_says_none() -> None:
    one = record_facets(IndexRecord("1.000001", "Đăng ký khai sinh", ("x",), levels=("xã",)), LEXICON)
    two = record_facets(IndexRecord("1.000001", "Đăng ký khai sinh", ("x",), levels=("xã", "tỉnh")), LEXICON)
    assert one["level"] == {"commune"}
    assert "level" not in two


def test_a_question_shares_bits_with_the_records_that_agree() -> None:
    bits = FacetBits(LEXICON)
    again, new = bits.of_records(
        [IndexRecord("1.000001", "Cấp lại giấy phép", ("x",)), IndexRecord("1.000002", "Cấp mới giấy phép", ("x",))]
    )
    asked = bits.of_words(words("xin cấp lại giấy phép bị mất"))
    assert asked[ACTION] & again[ACTION]
    assert new[ACTION] and not asked[ACTION] & new[ACTION]


def test_no_records_have_no_rows() -> None:
    assert FacetBits(LEXICON).of_records([]).shape == (0, len(COMPARED_FACETS))

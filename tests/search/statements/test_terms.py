from __future__ import annotations

from search.lexicon import Lexicon, LexiconEntry
from search.statements.terms import alignment_features, bare_words
from search.understanding import QuestionReader

READER = QuestionReader(Lexicon({"everyday": [LexiconEntry(("bìa", "đỏ"), "everyday", ("giấy chứng nhận",))]}))


def test_all_words_count_without_diacritics() -> None:
    assert bare_words(READER.read("Ai đi nộp hộ được?")) == ["ai", "di", "nop", "ho", "duoc"]


def test_features_are_words_pairs_marked_words_and_what_was_added() -> None:
    assert alignment_features(READER.read("hai bìa đỏ")) == [
        *("hai", "bia", "do"),
        *("hai_bia", "bia_do"),
        *("=bìa", "=đỏ"),
        *("giay", "chung", "nhan"),
    ]


def test_a_text_without_words_has_no_features() -> None:
    assert alignment_features(READER.read("?! …")) == []

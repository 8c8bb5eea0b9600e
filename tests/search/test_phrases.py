from __future__ import annotations

from search.phrases import PhraseTable

TABLE = PhraseTable([(("sổ",), 1), (("sổ", "đỏ"), 2), (("đỏ",), 3), (("so",), 4)])


def first(meanings: list[int], start: int, end: int) -> int:
    return meanings[0]


def test_the_longest_phrase_is_taken_from_left_to_right() -> None:
    assert list(TABLE.walk(["lam", "so", "do", "do"], first)) == [(1, 3, 2), (3, 4, 3)]


def test_a_shorter_phrase_is_taken_where_no_meaning_of_the_longer_one_fits() -> None:
    found = TABLE.walk(["so", "do"], lambda meanings, start, end: next((m for m in meanings if m != 2), None))
    assert list(found) == [(0, 1, 1), (1, 2, 3)]


def test_all_that_occur_are_given_with_every_meaning() -> None:
    assert list(TABLE.all(["so", "do"])) == [(0, 1, 1), (0, 1, 4), (0, 2, 2), (1, 2, 3)]


def test_a_text_without_phrases_has_none() -> None:
    assert list(TABLE.walk([], first)) == list(TABLE.walk(["lam"], first)) == []

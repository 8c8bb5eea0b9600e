from __future__ import annotations

import pytest

from actions.understanding.markers import Markers, Marks
from actions.wording.words import read_words
from search.text import strip_marks

MARKERS = Markers()


SAID = [(mark, phrase) for mark, phrases in read_words("markers").items() for phrase in phrases]


@pytest.mark.parametrize(("mark", "said"), SAID)
def test_each_phrase_marks_with_and_without_diacritics(mark: str, said: str) -> None:
    assert getattr(MARKERS.of(said), mark)
    assert getattr(MARKERS.of(strip_marks(said)), mark)


def test_a_plain_question_has_no_marks() -> None:
    assert MARKERS.of("lệ phí đăng ký kết hôn bao nhiêu") == Marks(False, False, False, False, False, False, False)


def test_what_joins_counts_at_the_beginning_only() -> None:
    said = read_words("markers")["joining"][0]
    assert MARKERS.of(f"{said} lệ phí").joining
    assert not MARKERS.of(f"lệ phí khai sinh {said}").joining


def test_diacritics_count_where_there_are_any() -> None:
    assert not MARKERS.of("con tôi mới sinh ở đây").joining
    assert not MARKERS.of("ai đứng đơn cũng được à").judging
    assert MARKERS.of("co bi phat khong").judging


def test_what_may_be_a_dispute_is_told_apart() -> None:
    assert MARKERS.of("đòi lại được không").disputing
    assert not MARKERS.of("đòi lại được không").judging

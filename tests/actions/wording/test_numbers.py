from __future__ import annotations

import pytest

from actions.wording.numbers import Numbers

NUMBERS = Numbers()


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("con mới 10 tuổi", 10),
        ("bé 4t", 4),
        ("mẹ bảy mươi hai tuổi", 72),
        ("ba tui tam muoi tuoi", 80),
        ("mười lăm tuổi", 15),
        ("200 tuổi", None),
        ("tuổi tác", None),
    ],
)
def test_an_age_is_read_in_digits_and_in_words(text: str, age: int | None) -> None:
    assert NUMBERS.age(text) == age


def test_what_is_no_number_is_an_error() -> None:
    with pytest.raises(KeyError):
        NUMBERS.value("nhiều")

"""What a channel cannot show becomes text, and its number means what it said."""

from __future__ import annotations

import pytest

from actions.reply import Button
from bot.channels.as_text import beyond, meant

SAYING = [Button(title=f"Việc {n}", payload=f"tôi cần việc {n}") for n in range(1, 8)]
PAGE = Button(title="Xem đầy đủ", url="https://motcua.test/1")


def test_links_give_way_first() -> None:
    shown, lines = beyond([PAGE, *SAYING[:5]], 5)
    assert shown == SAYING[:5]
    assert lines == ["Xem đầy đủ: https://motcua.test/1"]
    assert beyond([PAGE, *SAYING[:4]], 5) == ([*SAYING[:4], PAGE], [])


def test_the_rest_is_numbered_by_its_place() -> None:
    shown, lines = beyond(SAYING, 5)
    assert shown == SAYING[:5]
    assert lines == ["6. Việc 6", "7. Việc 7"]
    assert beyond(SAYING[:2], 0) == ([], ["1. Việc 1", "2. Việc 2"])


@pytest.mark.parametrize(
    ("text", "means"),
    [("6", "tôi cần việc 6"), (" 7. ", "tôi cần việc 7"), ("8", "8"), ("3", "3"), ("6 việc", "6 việc"), ("0", "0")],
)
def test_a_number_means_what_its_button_says_where_that_was_not_shown(text: str, means: str) -> None:
    buttons = [button.model_dump(exclude_none=True) for button in [*SAYING, PAGE]]
    assert meant(text, buttons, 5) == means

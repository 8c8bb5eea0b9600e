from __future__ import annotations

from typing import Any

import pytest

from actions.understanding.wishes import Wishes
from tests.actions.world import FakeHit, FakeResult, FakeSearcher

BIRTH, HOME = "1.001193", "1.004222"


class PartSearcher(FakeSearcher):
    """Finds what is named; where two are, the first of them with little certainty."""

    class Compare:
        def weight(self, text: str) -> int:
            return len(text.split())

        def named(self, text: str, name: str, apart_from: str = "") -> float:
            return 1.0

    compare: Any = Compare()

    def search(self, text: str, limit: int = 10) -> FakeResult:
        codes = [code for words, code in (("khai sinh", BIRTH), ("thường trú", HOME)) if words in text.casefold()]
        if not codes:
            return FakeResult("refuse", reason="off_topic")
        score = self.surely if len(codes) == 1 else 0.5
        return FakeResult("answer", [FakeHit(code, score) for code in codes])

    surely = 0.95


@pytest.mark.parametrize(
    "text",
    [
        "làm khai sinh với đăng ký thường trú",
        "Làm khai sinh, đăng ký thường trú cho con",
        "tôi có hai việc: một là khai sinh cho cháu, hai là đăng ký thường trú",
    ],
)
def test_wishes_are_parted_in_their_order(text: str) -> None:
    assert [wish.code for wish in Wishes().of(text, PartSearcher({}))] == [BIRTH, HOME]


@pytest.mark.parametrize(
    "text",
    [
        "khai sinh",
        "làm khai sinh, làm khai sinh cho con",
        "làm khai sinh thì có cần đăng ký thường trú không",
        "vợ tôi ở xa về quê đẻ, làm khai sinh rồi đăng ký thường trú",
        "",
    ],
)
def test_one_wish_and_its_story_are_not_parted(text: str) -> None:
    assert Wishes().of(text, PartSearcher({})) == []


def test_what_is_surely_one_thing_is_not_parted() -> None:
    class Sure(PartSearcher):
        def search(self, text: str, limit: int = 10) -> FakeResult:
            found = super().search(text, limit)
            return FakeResult("answer", [FakeHit(hit.code, 0.99) for hit in found.results]) if found.results else found

    assert Wishes().of("làm khai sinh với đăng ký thường trú", Sure({})) == []


def test_who_counts_wishes_is_heard_though_one_is_unsure() -> None:
    class Unsure(PartSearcher):
        def search(self, text: str, limit: int = 10) -> FakeResult:
            found = super().search(text, limit)
            if [hit.code for hit in found.results] == [HOME]:
                return FakeResult("clarify", [FakeHit(HOME, 0.4)])
            return found

    wishes = Wishes().of("tôi có hai việc: khai sinh cho cháu, đăng ký thường trú", Unsure({}))
    assert [(wish.text, wish.code) for wish in wishes] == [("khai sinh cho cháu", BIRTH), ("đăng ký thường trú", None)]

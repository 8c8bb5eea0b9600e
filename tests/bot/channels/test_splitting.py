"""A long text is cut where a reader would pause, and never inside a link, a number or a letter."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.splitting import length, split

WORDS = [
    "Tờ khai",
    "1.000.000 đồng",
    "0262 3 955 955",
    "https://dichvucong.gov.vn/p/home?a=1&b=2",
    "ữ",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "e\u0323\u0302",
    "25/11/2026",
    ".",
]
TEXTS = st.lists(st.sampled_from([*WORDS, "\n", "\n\n", " ", ": ", "; "]), max_size=60).map("".join)


@given(TEXTS, st.integers(60, 120))
def test_parts_fit_and_hold_everything_whole(text: str, longest: int) -> None:
    parts = split(text, longest)
    assert all(0 < length(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    ends = {sum(len(part.replace("\n", "").replace(" ", "")) for part in parts[: n + 1]) for n in range(len(parts))}
    seen = text.strip()
    for whole in regex.finditer(r"https?://\S+|\d[\d.,/:]*\d|\X", seen):
        if length(whole[0]) > longest:
            continue
        before = len("".join(seen[: whole.start()].split()))
        inside = len("".join(whole[0].split()))
        assert not any(before < end < before + inside for end in ends), whole[0]


def test_the_best_pause_is_taken() -> None:
    assert split("Đoạn một.\n\nHai.\nDòng", 16) == ["Đoạn một.", "Hai.\nDòng"]
    assert split("Dòng một. Câu\nDòng hai", 16) == ["Dòng một. Câu", "Dòng hai"]
    assert split("Câu một. Câu hai", 12) == ["Câu một.", "Câu hai"]
    assert split("mười hai ba", 9) == ["mười hai", "ba"]


def test_what_a_list_is_of_stays_with_its_first_line() -> None:
    place, papers = "Nộp tại xã, phường.", "Giấy tờ:\n1. Tờ khai\n2. Ảnh"
    assert split(f"{place}\n{papers}", 35) == [place, papers]


def test_a_part_is_not_left_half_empty_for_a_better_pause() -> None:
    assert split("A.\n\n" + "b " * 30, 40)[0].startswith("A.\n\nb b")


@pytest.mark.parametrize("whole", ["https://x.vn/" + "a" * 30, "1" * 43, "a" * 43])
def test_only_what_is_longer_than_a_part_is_cut(whole: str) -> None:
    assert split(whole, 40) == [whole[:40], whole[40:]]


def test_an_emoji_counts_as_two_and_is_not_cut() -> None:
    assert split("😀" * 7, 10) == ["😀" * 5, "😀" * 2]
    assert split("", 10) == []
    assert split("vừa đủ", 6) == ["vừa đủ"]

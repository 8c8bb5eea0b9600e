"""What can be spoken as a Vietnamese syllable."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from knowledge.importers.syllables import is_syllable

CURATED = Path(__file__).parents[3] / "knowledge/bundled/curated/ho-tich.json"


GOOD = "Đăng ký giấy hòa hoà thuỷ thủy quý quyết quốc gì giếng nghiêng khuya khuỷu ngoài ương yêu ý uống Ủy thuế"


@pytest.mark.parametrize("word", GOOD.split())
def test_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "ng",
        "tôc",
        "tồc",
        "kà",
        "cê",
        "ghà",
        "Générale",
        "Müller",
        "Xaõ",
        "Coâng",
        "qúa",
        "áà",
        "website",
        "đđăng",
        "ß",
    ],
)
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_nearly_every_word_of_a_good_text_is_one() -> None:
    steps = " ".join(record["steps"] for record in json.loads(CURATED.read_text(encoding="utf-8")))
    words = [word for word in re.findall(r"[^\W\d_]+", steps) if not word.isascii()]
    strange = sorted({word for word in words if not is_syllable(word)})
    assert len(words) > 1000
    assert strange == []

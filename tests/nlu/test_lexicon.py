"""The aspects that a text names (no Rasa needed)."""

from __future__ import annotations

import pytest
import yaml

from bot.nlu.lexicon import AspectLexicon, Syllable
from search.text import strip_marks, words
from tests.nlu.conftest import ROOT

PHRASES = {
    "papers": ["giấy tờ gì"],
    "fee": ["lệ phí", "phí"],
    "place": ["ở đâu"],
    "form": ["tờ khai ở đâu"],
    "none": ["lệ phí trước bạ"],
}


def named(text: str) -> list[str]:
    syllables = [Syllable(word, strip_marks(word), at, at + 1) for at, word in enumerate(words(text))]
    return [naming.aspect for naming in AspectLexicon(PHRASES).find(syllables)]


def test_every_aspect_is_found_in_the_order_of_the_text() -> None:
    assert named("cần giấy tờ gì và lệ phí bao nhiêu") == ["papers", "fee"]
    assert named("lệ phí sao, giấy tờ gì") == ["fee", "papers"]


def test_an_aspect_is_found_once() -> None:
    assert named("lệ phí, phí, lệ phí") == ["fee"]


def test_what_is_typed_without_diacritics_stands_for_any() -> None:
    assert named("can giay to gi") == ["papers"]
    assert named("CAN GIAY tờ gì") == ["papers"]


def test_other_diacritics_are_another_word() -> None:
    assert named("phi cơ") == ["fee"]  # no diacritics: may be phí
    assert named("phì cười") == []
    assert named("ở đầu làng") == []


def test_the_longest_phrase_counts() -> None:
    assert named("tờ khai ở đâu") == ["form"]


def test_a_shield_names_nothing() -> None:
    assert named("khai lệ phí trước bạ") == []
    assert named("khai lệ phí trước bạ hết giấy tờ gì") == ["papers"]


def test_the_place_in_the_text_is_told() -> None:
    syllables = [Syllable(word, strip_marks(word), 10 * at, 10 * at + 5) for at, word in enumerate(["a", "le", "phi"])]
    (naming,) = AspectLexicon(PHRASES).find(syllables)
    assert (naming.start, naming.end) == (10, 25)


def test_nothing_is_named_in_nothing() -> None:
    assert AspectLexicon(PHRASES).find([]) == []


@pytest.mark.parametrize("phrases", [{"fee": ["phí"], "time": ["phí"]}, {"fee": ["..."]}])
def test_a_lexicon_that_contradicts_itself_is_refused(phrases: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="empty or stands under another"):
        AspectLexicon(phrases)


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("kết hôn cần gì và hết bao nhiêu tiền", ["papers", "fee"]),
        ("xin phép xây nhà cần chi, mấy ngày có", ["papers", "time"]),
        ("hồ sơ gửi ai, lệ phí bao nhiêu", ["place", "fee"]),
    ],
)
def test_our_own_phrases_name_every_aspect_of_a_question(text: str, aspects: list[str]) -> None:
    phrases = yaml.safe_load((ROOT / "nlu_data/lexicon/aspects.yml").read_text(encoding="utf-8"))
    syllables = [Syllable(word, strip_marks(word), at, at + 1) for at, word in enumerate(words(text))]
    assert [naming.aspect for naming in AspectLexicon(phrases).find(syllables)] == aspects

"""Words with underthesea, and their plain forms."""

from __future__ import annotations

import pytest

pytest.importorskip("rasa")

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tokenizer import READ_AT_EACH_END, VietnameseTokenizer, cut, join


def tokenize(text: str | None, **spellings: str) -> list[tuple[str, str, int, int]]:
    tokenizer = VietnameseTokenizer({**VietnameseTokenizer.get_default_config(), "spellings": spellings})
    (message,) = tokenizer.process([Message({TEXT: text})])
    return [(token.text, token.lemma, token.start, token.end) for token in message.get("text_tokens")]


def test_underthesea_joins_words_and_the_lemma_is_plain() -> None:
    assert tokenize("Làm GIẤY khai sinh") == [
        ("làm", "lam", 0, 3),
        ("giấy", "giay", 4, 8),
        ("khai_sinh", "khai sinh", 9, 18),
    ]


def test_without_diacritics_each_syllable_stands_alone() -> None:
    assert [text for text, *_ in tokenize("can giay to gi")] == ["can", "giay", "to", "gi"]


def test_hurried_spellings_are_spelled_out_in_the_lemma_only() -> None:
    assert tokenize("ko hs", ko="khong", hs="ho so") == [("ko", "khong", 0, 2), ("hs", "ho so", 3, 5)]


def test_decomposed_letters_and_tone_places_become_one_form() -> None:
    assert tokenize("tho\u0309a")[0][:2] == tokenize("thoả")[0][:2] == ("thỏa", "thoa")


@pytest.mark.parametrize("text", ["", "   ", "😂😂", "...", None])
def test_a_text_without_words_gives_one_empty_token(text: str | None) -> None:
    assert tokenize(text) == [("", "", 0, 0)]


@pytest.mark.parametrize("text", ["Mã H15.18-230601-0001?", "đi1 xe50cc", "a@b.vn ở đâu 😂 ạ", "h'hen niê ê đê"])
def test_places_are_those_of_the_text_and_no_letter_is_lost(text: str) -> None:
    tokens = tokenize(text)
    assert all(0 <= start < end <= len(text) for *_, start, end in tokens)
    assert [start for *_, start, _ in tokens] == sorted(start for *_, start, _ in tokens)
    letters = "".join(letter for letter in text.lower() if letter.isalnum())
    assert "".join(text.replace("_", "") for text, *_ in tokens) == letters


def test_a_long_text_is_read_at_both_ends() -> None:
    text = "đầu " + "giữa " * 30_000 + "cuối"
    spans = cut(text)
    assert spans[0].text == "đầu"
    assert (spans[-1].text, spans[-1].end) == ("cuối", len(text))
    assert len(spans) < 2 * READ_AT_EACH_END


def test_every_syllable_is_in_exactly_one_word() -> None:
    spans = cut("Tôi là Y Thanh Niê, H15 nộp giấy xin tách thửa đất 123/4 ở Cư M'gar rồi")
    assert [span for word in join(spans) for span in word] == spans

"""Words with underthesea, and their plain forms."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("rasa")

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.tokenizer import READ_AT_EACH_END, VietnameseTokenizer, cut, join, read_spellings
from search.lexicon import LexiconError
from tests.nlu.conftest import ROOT

CONFIG = VietnameseTokenizer.get_default_config()
TOKENIZER = Resource("tokenizer")


def tokenize(text: str | None, **spellings: str) -> list[tuple[str, str, int, int]]:
    return cut_by(VietnameseTokenizer(CONFIG, LocalModelStorage(Path()), TOKENIZER, spellings), text)


def cut_by(tokenizer: VietnameseTokenizer, text: str | None) -> list[tuple[str, str, int, int]]:
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


def test_spellings_are_those_of_single_syllables_without_diacritics(tmp_path: Path) -> None:
    (tmp_path / "teencode.tsv").write_text("# chú thích\n=k\tkhông\nđk\tđăng ký\nbao h\tbao giờ\n", encoding="utf-8")
    (tmp_path / "more.tsv").write_text("k\tkinh\n", encoding="utf-8")
    files = [tmp_path / "teencode.tsv", tmp_path / "more.tsv"]
    assert read_spellings(files[:1]) == {"k": "khong", "đk": "dang ky"}
    assert read_spellings(files)["k"] == "kinh"


def test_a_line_that_says_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "teencode.tsv").write_text("ko\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"teencode\.tsv, dòng 1"):
        read_spellings([tmp_path / "teencode.tsv"])


def test_spellings_are_kept_in_the_model(tmp_path: Path) -> None:
    (tmp_path / "teencode.tsv").write_text("ko\tkhông\n", encoding="utf-8")
    config = CONFIG | {"spellings": [str(tmp_path / "teencode.tsv")]}
    (tmp_path / "model").mkdir()
    given = {
        "model_storage": LocalModelStorage(tmp_path / "model"),
        "resource": TOKENIZER,
        "execution_context": ExecutionContext(None),
    }
    VietnameseTokenizer.create(config, **given).train(TrainingData())
    (tmp_path / "teencode.tsv").unlink()
    assert cut_by(VietnameseTokenizer.load(config, **given), "ko") == [("ko", "khong", 0, 2)]


def test_search_and_rasa_read_a_hurried_syllable_alike() -> None:
    assert read_spellings([ROOT / "nlu_data/lexicon/teencode.tsv"])["ntn"] == "nhu the nao"


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

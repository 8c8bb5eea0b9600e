from __future__ import annotations

from pathlib import Path

import pytest

from search.lexicon import Lexicon, LexiconEntry, LexiconError, PhraseFinder
from search.records import plain_name
from search.snapshot import NLU_DATA
from search.spelling import Speller, Vocabulary
from search.text import strip_marks
from search.understanding import QuestionReader
from tests.search.conftest import NAMES_ONLY, small_questions

EXAMPLES = [
    line.partition("\t")[::2]
    for line in (Path(__file__).parent / "understanding.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def reader() -> QuestionReader:
    lexicon = Lexicon.load(NLU_DATA / "lexicon")
    names, questions = small_questions()
    said = [*names.values(), *NAMES_ONLY.values(), *(text for texts in questions.values() for text in texts)]
    plain = QuestionReader(lexicon)
    vocabulary = Vocabulary.of([plain.read(text).written for text in said], lexicon)
    return QuestionReader(lexicon, Speller(vocabulary, lexicon.place_words))


@pytest.mark.parametrize(("typed", "weighty"), EXAMPLES)
def test_by_example(reader: QuestionReader, typed: str, weighty: str) -> None:
    understood = reader.read(typed)
    assert " ".join(map(strip_marks, understood.weighty)) == weighty
    assert understood.named is bool(weighty)


@pytest.mark.parametrize("typed", ["sổ đỏ", "so do", "bìa đỏ"])
def test_everyday_names_bring_the_official_words_along(reader: QuestionReader, typed: str) -> None:
    assert {"giay", "chung", "nhan", "quyen", "su", "dung", "dat"} <= set(reader.read(typed).plain)


@pytest.mark.parametrize(("written", "found"), [("so do", True), ("sô đo", True), ("sổ do", True), ("số đỏ", False)])
def test_a_tone_left_out_is_forgiven_but_a_wrong_one_is_another_word(written: str, found: bool) -> None:
    phrases = PhraseFinder([LexiconEntry(("sổ", "đỏ"), "everyday")])
    assert bool(list(phrases.find(written.split()))) is found


def test_an_exact_entry_needs_its_diacritics() -> None:
    phrases = PhraseFinder([LexiconEntry(("thì",), "weightless", exact=True)])
    assert list(phrases.find(["thi"])) == []
    assert len(list(phrases.find(["thì"]))) == 1


def test_a_line_without_its_second_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "everyday.tsv").write_text("sổ đỏ\tgiấy chứng nhận\nsổ hồng\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"everyday\.tsv, dòng 2.*sổ hồng"):
        Lexicon.load(tmp_path)


def test_a_lexicon_survives_being_written() -> None:
    lexicon = Lexicon.load(NLU_DATA / "lexicon")
    assert Lexicon.from_json(lexicon.to_json()).entries == lexicon.entries  # type: ignore[arg-type]


def test_no_phrase_is_read_in_two_ways() -> None:
    lexicon = Lexicon.load(NLU_DATA / "lexicon")
    meant: dict[tuple[str, ...], str] = {}
    for kind in ("teencode", "abbreviations", "dialect"):
        for entry in lexicon.of(kind):
            assert meant.setdefault(entry.said, entry.values[0]) == entry.values[0], entry.said


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Thủ tục đăng ký khai sinh", "đăng ký khai sinh"),
        ("Cấp thẻ thường trú (thực hiện tại cấp tinh)", "Cấp thẻ thường trú"),
        ("Cấp giấy phép môi trường (cấp Tỉnh) ( 1.010727 )", "Cấp giấy phép môi trường"),
        ("Đăng ký thuế (trừ trường hợp đặc biệt)", "Đăng ký thuế (trừ trường hợp đặc biệt)"),
        ("Thủ tục", "Thủ tục"),
    ],
)
def test_a_name_without_its_asides(name: str, plain: str) -> None:
    assert plain_name(name) == plain

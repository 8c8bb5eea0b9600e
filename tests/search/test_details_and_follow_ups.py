"""The format of `nlu_data/details` and `nlu_data/follow_ups`. A fault is told by its line's number, never its words:
the test conversations are held by program alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from actions.state import ASPECTS
from knowledge import bundled
from knowledge.statement import Statement, statements_of
from search.learning.detail_questions import answered, read_detail_questions
from search.snapshot import NLU_DATA
from search.statements.ways import Ways
from search.text import strip_marks, words
from tests.bench.learn_understanding import ABOUT, DECLINED, TALKED

FOLLOW_UPS = sorted((NLU_DATA / "follow_ups").glob("*/*.tsv"))
HELD_OUT = [path for path in FOLLOW_UPS if path.parent.name != "learn"]
QUESTIONS = sorted((NLU_DATA / "details" / "questions").glob("*.tsv"))
DOES = {*ABOUT, *DECLINED, *TALKED, "clarify", "dossier"}
# Shorter ones ("mấy ngày có") everybody says alike.
TELLING = 8


@pytest.fixture(scope="module")
def statements() -> dict[str, list[Statement]]:
    """What each bundled record says, the curated ones in place of the facts."""
    procedures = {record.code: record for records in (bundled.facts(), bundled.curated()) for record in records}
    return {code: statements_of(entry) for code, entry in (procedures | bundled.topics()).items()}


def turns(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The number of each line that is a turn, and its columns."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def spoken(text: str) -> str:
    """The words without diacritics."""
    return " ".join(map(strip_marks, words(text)))


def test_there_are_conversations_to_learn_from_to_tune_on_and_to_test_by() -> None:
    counts = Counter(path.parent.name for path in FOLLOW_UPS)
    assert counts == {"learn": 2, "development": 1, "test": 1}
    assert len(QUESTIONS) == len({path.name for path in QUESTIONS}) >= 4


@pytest.mark.parametrize("path", FOLLOW_UPS, ids=lambda path: f"{path.parent.name}/{path.stem}")
class TestAFileOfConversations:
    def test_a_turn_has_five_columns_of_which_the_first_two_hold_something(self, path: Path) -> None:
        columns = dict(turns(path))
        assert len(columns) > 100
        wrong = [at for at, line in columns.items() if len(line) != 5 or not line[0].strip() or line[1] not in DOES]
        assert wrong == []

    def test_codes_are_bundled_and_stand_where_a_turn_is_about_something(
        self, path: Path, statements: Mapping[str, list[Statement]]
    ) -> None:
        for at, (_, does, codes, *_) in turns(path):
            told = codes.split("|") if codes else []
            assert set(told) <= set(statements), at
            assert told or does not in (*ABOUT, "clarify"), at

    def test_aspects_are_known_and_stand_in_answers_alone(self, path: Path) -> None:
        for at, (_, does, _, aspects, _) in turns(path):
            assert set(aspects.split(",") if aspects else []) <= set(ASPECTS), at
            assert bool(aspects) is (does == "answer"), at

    def test_what_a_detail_holds_stands_in_a_statement_of_one_of_its_codes(
        self, path: Path, statements: Mapping[str, list[Statement]]
    ) -> None:
        for at, (_, does, codes, _, holds) in turns(path):
            assert bool(holds) is (does == "detail"), at
            told = [one.whole.casefold() for code in codes.split("|") for one in statements.get(code, [])]
            said = [part.strip().casefold() for part in holds.split("|")]
            assert does != "detail" or any(all(part in one for part in said) for one in told), at


@pytest.mark.parametrize("path", HELD_OUT, ids=lambda path: path.parent.name)
def test_no_telling_turn_that_is_held_out_is_learned_from(path: Path) -> None:
    learned = {spoken(line[0]) for other in FOLLOW_UPS if other not in HELD_OUT for _, line in turns(other)}
    learned |= {spoken(question.text) for question in read_detail_questions(QUESTIONS)}
    held_out = {at: spoken(line[0]) for at, line in turns(path)}
    assert [at for at, text in held_out.items() if len(text.split()) >= TELLING and text in learned] == []


def test_each_question_about_a_detail_is_answered_by_what_a_bundled_record_says(
    statements: Mapping[str, list[Statement]],
) -> None:
    questions = read_detail_questions(QUESTIONS)
    taught = {question for question, _ in answered(questions, statements)}
    assert [question for question in questions if question not in taught] == []


def test_no_question_about_a_detail_stands_twice() -> None:
    counts = Counter((question.code, spoken(question.text)) for question in read_detail_questions(QUESTIONS))
    assert [question for question, count in counts.items() if count > 1] == []


def test_each_way_of_a_detail_has_words_and_is_found() -> None:
    path = NLU_DATA / "details" / "ways.tsv"
    ways = Ways.load(path)
    for at, (said, written) in turns(path):
        assert all(ways.asked(spoken(way).split()) for way in said.split("|")), at
        assert all(ways.written(spoken(way).split()) for way in written.split("|")), at

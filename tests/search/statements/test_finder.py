from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from knowledge import bundled
from knowledge.procedure import Procedure
from knowledge.statement import Statement, statements_of
from search.lexicon import Lexicon
from search.statements.finder import WEIGHTS, StatementFinder, Told, count_words, load_weights
from search.statements.record import Reading
from search.statements.signals import SIGNALS
from search.understanding import QuestionReader
from tests.search.conftest import procedure

BIRTH, IDENTITY, COPIES = "1.001193", "1.014061", "2.000815"
Ask = Callable[[str, str], list[Told]]


@pytest.fixture(scope="module")
def finder(reading: Reading) -> StatementFinder:
    return StatementFinder(reading, load_weights())


@pytest.fixture(scope="module")
def ask(finder: StatementFinder, curated: dict[str, Procedure]) -> Ask:
    return lambda code, question: finder.find(curated[code], question)


@pytest.mark.parametrize(
    ("code", "question", "holds"),
    [
        (BIRTH, "nhờ người khác đi thay thì cần giấy ủy quyền không", "Giấy ủy quyền"),
        (BIRTH, "nho nguoi khac di thay thi can giay uy quyen khong", "Giấy ủy quyền"),
        (BIRTH, "không có giấy chứng sinh thì sao", "người làm chứng"),
        (BIRTH, "trẻ bị bỏ rơi thì cần gì", "bỏ rơi"),
        (BIRTH, "chưa xác định được cha thì ghi thế nào", "Chưa xác định được cha"),
        (BIRTH, "giấy tờ nước ngoài có phải hợp pháp hóa lãnh sự", "hợp pháp hóa lãnh sự"),
        (IDENTITY, "sáng thứ 7 có làm không", "thứ 7"),
        (IDENTITY, "có lấy vân tay không", "vân tay"),
        (COPIES, "giấy bị rách nát có chứng thực được không", "rách nát"),
        (COPIES, "một bản tối đa 200.000 đồng phải không", "200.000 đồng"),
    ],
)
def test_the_statement_that_says_it_comes_first(ask: Ask, code: str, question: str, holds: str) -> None:
    assert holds in ask(code, question)[0].statement.whole


def test_the_best_come_first_with_the_share_of_each(ask: Ask, curated: dict[str, Procedure]) -> None:
    found = ask(BIRTH, "nhờ người khác đi thay")
    assert len(found) == 5
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert 1 >= found[0].chance >= found[-1].chance >= 0
    assert sum(one.chance for one in found) <= 1.001
    assert {one.statement for one in found} <= set(statements_of(curated[BIRTH]))


def test_all_chances_of_a_record_make_one(finder: StatementFinder, curated: dict[str, Procedure]) -> None:
    found = finder.find(curated[BIRTH], "giấy chứng sinh", at_most=1000)
    assert len(found) == len(statements_of(curated[BIRTH]))
    assert sum(one.chance for one in found) == pytest.approx(1, abs=0.01)


def test_a_score_is_made_of_the_signals_that_it_tells(ask: Ask) -> None:
    first = ask(BIRTH, "giấy chứng sinh")[0]
    weights = dict(zip(SIGNALS, load_weights().tolist(), strict=True))
    assert first.score == pytest.approx(sum(weights[name] * value for name, value in first.signals.items()), abs=1e-3)


def test_guides_and_life_events_are_found_in_too(finder: StatementFinder) -> None:
    for topic in bundled.topics().values():
        statement = statements_of(topic)[0]
        assert statement in [one.statement for one in finder.find(topic, statement.whole)]


def test_what_says_nothing_has_nothing_to_find(finder: StatementFinder) -> None:
    assert finder.find(procedure("1.000001", "Đăng ký khai sinh"), "cần gì") == []
    assert finder.read(procedure("1.000001", "Đăng ký khai sinh")) is None


@pytest.mark.parametrize("question", ["", "?", "zzz qqq", "giấy " * 400])
def test_any_text_is_answered(ask: Ask, question: str) -> None:
    assert len(ask(BIRTH, question)) == 5


def test_a_record_is_read_once_and_anew_when_it_says_something_else(finder: StatementFinder) -> None:
    def telling(steps: str) -> Procedure:
        return procedure("1.000001", "Đăng ký khai sinh").model_copy(update={"steps": steps})

    assert finder.read(telling("Nộp tại xã")) is finder.read(telling("Nộp tại xã"))
    assert [one.statement.text for one in finder.find(telling("Nộp tại tỉnh"), "nộp đâu")] == ["Nộp tại tỉnh"]


def test_many_may_ask_at_once(ask: Ask) -> None:
    asked = [
        (code, text) for code in (BIRTH, IDENTITY, COPIES) for text in ("ai đi thay", "mấy ngày", "bao nhiêu tiền")
    ]
    alone = [ask(*one) for one in asked]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda one: ask(*one), asked * 3)) == alone * 3


def test_words_are_counted_once_a_statement() -> None:
    reader = QuestionReader(Lexicon())
    texts = [reader.read(Statement("note", text, None, 0).whole) for text in ("Giấy, giấy mới", "giay cũ")]
    counts, number = count_words(texts)
    assert number == 2
    assert (counts["giay"], counts["moi"], counts["khac"]) == (2, 1, 0)


def test_weights_are_read_by_name_and_what_is_not_named_has_none(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"pairs": 2.5, "forgotten": 9}), encoding="utf-8")
    weights = load_weights(path)
    assert weights[SIGNALS.index("pairs")] == 2.5
    assert np.count_nonzero(weights) == 1


def test_the_projects_own_weights_name_signals_that_there_are() -> None:
    assert set(json.loads(WEIGHTS.read_text(encoding="utf-8"))) <= set(SIGNALS)

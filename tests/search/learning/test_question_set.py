from __future__ import annotations

from pathlib import Path

import pytest

from search.learning.question_set import Question, read_out_of_scope, read_question_set
from search.snapshot import NLU_DATA


def test_questions_are_read_with_all_their_codes(tmp_path: Path) -> None:
    path = tmp_path / "q.tsv"
    path.write_text("# câu\tmã\tkiểu\nkhai sinh\t1.001193|2.000528\tplain\nkết hôn\t1.000894\n", encoding="utf-8")
    assert read_question_set(path) == [
        Question("khai sinh", frozenset({"1.001193", "2.000528"}), "plain"),
        Question("kết hôn", frozenset({"1.000894"}), ""),
    ]


def test_a_line_without_a_code_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.tsv"
    path.write_text("khai sinh\t1.001193\nkết hôn\n", encoding="utf-8")
    with pytest.raises(ValueError, match="dòng 2"):
        read_question_set(path)


def test_lines_out_of_scope_are_read_without_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "o.tsv"
    path.write_text("# câu\tloại\n\ntrời mưa không\toff_topic\ngiá vàng\n", encoding="utf-8")
    assert read_out_of_scope(path) == ["trời mưa không", "giá vàng"]


@pytest.mark.parametrize("name", ["development", "test"])
def test_the_held_out_sets_can_be_read(name: str) -> None:
    folder = NLU_DATA / "held_out" / name
    questions = read_question_set(folder / "questions.tsv")
    assert len(questions) >= 800 and all(question.style for question in questions)
    assert len(read_out_of_scope(folder / "out_of_scope.tsv")) >= 200

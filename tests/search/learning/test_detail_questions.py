from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.statement import Statement
from search.learning.detail_questions import DetailQuestion, DetailQuestionsError, answered, read_detail_questions

STATEMENTS = [
    Statement("paper", "Giấy ủy quyền có chứng thực", "Nhờ người khác", 0),
    Statement("note", "Hạn là 60 ngày", None, 1),
    Statement("note", "Giấy ủy quyền không cần", None, 2),
]


def test_lines_are_read_file_by_file_without_comments(tmp_path: Path) -> None:
    first, second = tmp_path / "a.tsv", tmp_path / "b.tsv"
    first.write_text("# mã\tcâu\tchữ\n\n1.001193\tai đi thay\tỦy quyền | chứng thực\n", encoding="utf-8")
    second.write_text("1.000656\tmấy ngày \t60 ngày\n", encoding="utf-8")
    assert read_detail_questions([first, second]) == [
        DetailQuestion("1.001193", "ai đi thay", ("ủy quyền", "chứng thực")),
        DetailQuestion("1.000656", "mấy ngày", ("60 ngày",)),
    ]


@pytest.mark.parametrize(
    "line", ["1.001193\tai đi", "1.001193\tai đi\tx\ty", "1.001193\t \tx", "\tai đi\tx", "1.1\tai đi\t"]
)
def test_a_line_without_three_full_columns_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"# đầu\n{line}\n", encoding="utf-8")
    with pytest.raises(DetailQuestionsError, match=r"a\.tsv, dòng 2"):
        read_detail_questions([path])


@pytest.mark.parametrize(
    ("holds", "right"),
    [
        (("60 ngày",), [False, True, False]),
        (("giấy ủy quyền",), [True, False, True]),
        (("giấy ủy quyền", "chứng thực"), [True, False, False]),
        (("nhờ người khác",), [True, False, False]),
        (("lạ",), [False, False, False]),
    ],
)
def test_a_statement_answers_where_all_words_stand_in_it_or_its_case(holds: tuple[str, ...], right: list[bool]) -> None:
    assert DetailQuestion("1.001193", "?", holds).right_among(STATEMENTS).tolist() == right


def test_only_what_some_but_not_all_statements_answer_teaches() -> None:
    questions = [
        DetailQuestion("1.001193", "hạn", ("60 ngày",)),
        DetailQuestion("1.001193", "lạ", ("lạ",)),
        DetailQuestion("1.001193", "mọi câu", ("n",)),
        DetailQuestion("9.999999", "không có", ("60 ngày",)),
        DetailQuestion("1.000656", "không nói gì", ("60 ngày",)),
    ]
    kept = answered(questions, {"1.001193": STATEMENTS, "1.000656": []})
    assert [(question.text, right.tolist()) for question, right in kept] == [("hạn", [False, True, False])]

"""The files of questions, read by procedure."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.questions import QuestionsError, read_questions

ROOT = Path(__file__).parents[2]


def written(folder: Path, text: str, name: str = "ho-tich.txt") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_questions_stand_under_their_code(tmp_path: Path) -> None:
    written(
        tmp_path,
        "# 1.001193 Thủ tục đăng ký khai sinh\nlàm khai sinh ở đâu\n\n  lam khai sinh \n# 2.000815 Sao y\nsao y\n",
    )
    written(tmp_path, "# 1.001193\nkhai sinh trễ hạn\nlàm khai sinh ở đâu\n", "khac.txt")
    assert read_questions(tmp_path) == {
        "1.001193": ["làm khai sinh ở đâu", "lam khai sinh", "khai sinh trễ hạn"],
        "2.000815": ["sao y"],
    }


@pytest.mark.parametrize(
    "heading", ["# 1.001193 = 2.000528 Khai sinh", "# 1.001193 Khai sinh = 2.000528 Khai sinh có yếu tố nước ngoài"]
)
def test_codes_in_one_heading_share_its_questions(tmp_path: Path, heading: str) -> None:
    questions = read_questions(written(tmp_path, f"{heading}\nlàm khai sinh\n# 2.000815 Sao y = bản chính\nsao y\n"))
    assert questions == {"1.001193": ["làm khai sinh"], "2.000528": ["làm khai sinh"], "2.000815": ["sao y"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Thủ tục đăng ký khai sinh\n", "ho-tich.txt, dòng 1: tiêu đề không có mã"),
        ("\nlàm khai sinh\n", "ho-tich.txt, dòng 2: câu hỏi đứng trước"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(QuestionsError, match=message):
        read_questions(written(tmp_path, text))


def test_a_folder_without_questions_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=str(tmp_path)):
        read_questions(tmp_path)


def test_the_questions_of_the_project_are_read() -> None:
    questions = read_questions(ROOT / "nlu_data" / "questions")
    assert all(len(set(texts)) == len(texts) > 0 for texts in questions.values())

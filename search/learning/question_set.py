"""Question sets that nothing is trained on: what is asked with the codes that answer it, and what is not ours.

The files and their formats are described in ``nlu_data/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = "questions.tsv"
OUT_OF_SCOPE = "out_of_scope.tsv"


@dataclass(frozen=True)
class Question:
    """A question, the codes that answer it, and the style in which it is asked."""

    text: str
    codes: frozenset[str]
    style: str = ""


def read_question_set(path: Path) -> list[Question]:
    """Read a TSV of question, acceptable codes joined by ``|``, style (optional).

    Raises:
        ValueError: a line without a code; names the line.
    """
    questions: list[Question] = []
    for number, columns in _rows(path):
        text, codes, style, *_ = [*columns, "", ""]
        if not text or not codes:
            line = "\t".join(columns)
            raise ValueError(f"dòng {number}: cần câu hỏi và mã thủ tục, cách nhau bằng phím Tab: {line!r}")
        questions.append(Question(text, frozenset(code.strip() for code in codes.split("|")), style))
    return questions


def read_out_of_scope(path: Path) -> list[str]:
    """Read the lines of a TSV of line, kind (optional): what is asked and is not ours."""
    return [columns[0] for _, columns in _rows(path)]


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the columns of each line that is not empty and no comment."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [column.strip() for column in line.split("\t")]

"""Questions about details, each with the statement of a record that answers it: ``nlu_data/details/questions``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.statement import Statement


class DetailQuestionsError(ValueError):
    """A line that cannot be read; says which and why."""


@dataclass(frozen=True)
class DetailQuestion:
    """A question asked of one procedure, and words that stand in the statement that answers it."""

    code: str
    text: str
    holds: tuple[str, ...]

    def right_among(self, statements: Sequence[Statement]) -> NDArray[np.bool_]:
        """Say of each statement whether it answers."""
        return np.array([all(words in statement.whole.casefold() for words in self.holds) for statement in statements])


def read_detail_questions(paths: Iterable[Path]) -> list[DetailQuestion]:
    """Read TSV files of code, question, words of the answer (several, that must all stand, joined by ``|``).

    Raises:
        DetailQuestionsError: a line has not three columns that hold something.
    """
    questions = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            columns = [column.strip() for column in line.split("\t")]
            if len(columns) != 3 or not all(columns):
                raise DetailQuestionsError(f"{path.name}, dòng {number}: cần mã, câu hỏi, chữ của câu trả lời: {line}")
            holds = tuple(words.strip().casefold() for words in columns[2].split("|"))
            questions.append(DetailQuestion(columns[0], columns[1], holds))
    return questions


def answered(
    questions: Iterable[DetailQuestion], statements: Mapping[str, Sequence[Statement]]
) -> list[tuple[DetailQuestion, NDArray[np.bool_]]]:
    """Give the questions that a statement of their record answers, with which of them do."""
    pairs = [(q, q.right_among(statements[q.code])) for q in questions if statements.get(q.code)]
    return [(question, right) for question, right in pairs if right.any() and not right.all()]

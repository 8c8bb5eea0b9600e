"""Measures search on questions whose right answers are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.running.reasons import why
from bot.settings import ConfigurationError
from search.learning.evaluation import Evaluation
from search.learning.evaluation import evaluate as measure
from search.learning.question_set import Question, read_out_of_scope, read_question_set

if TYPE_CHECKING:
    from search.searcher import Searcher


@dataclass(frozen=True)
class QuestionSet:
    """Questions with the codes that answer them, and lines that nothing of ours answers."""

    questions: tuple[Question, ...]
    out_of_scope: tuple[str, ...] = ()

    @classmethod
    def read(cls, questions: Path, out_of_scope: Path | None) -> QuestionSet:
        """Read the TSV of questions and, where there is one, the file of lines out of scope.

        Raises:
            ConfigurationError: a file cannot be read; says why.
        """
        try:
            lines = read_out_of_scope(out_of_scope) if out_of_scope else ()
            return cls(tuple(read_question_set(questions)), tuple(lines))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"Không đọc được bộ câu hỏi: {why(error)}") from error


def evaluate(searcher: Searcher, asked: QuestionSet) -> Evaluation:
    """Ask a searcher all of them."""
    return measure(searcher, asked.questions, asked.out_of_scope)

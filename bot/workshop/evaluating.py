"""Measures search on questions whose right answers are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.running.reasons import why
from bot.settings import ConfigurationError
from search.learning.evaluation import Question, Report, read_lines, read_questions
from search.learning.evaluation import evaluate as measure

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
            return cls(tuple(read_questions(questions)), tuple(read_lines(out_of_scope) if out_of_scope else ()))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"Không đọc được bộ câu hỏi: {why(error)}") from error


def evaluate(searcher: Searcher, asked: QuestionSet) -> Report:
    """Ask a searcher all of them."""
    return measure(searcher, asked.questions, asked.out_of_scope)

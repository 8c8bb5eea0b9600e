"""Questions that may be tuned on, for the small world."""

from __future__ import annotations

import pytest

from search.learning.development import Development
from search.learning.question_set import Question, read_out_of_scope
from search.snapshot import NLU_DATA

OTHER_LINES = 150


@pytest.fixture(scope="module")
def development(questions: dict[str, list[str]]) -> Development:
    """The questions of the small world in other dress, and lines that are not ours, none of which was trained on."""
    dressed = [
        Question(f"{before} {text}", frozenset({code}))
        for before in ("dạ cho hỏi", "chào anh chị", "ad ơi")
        for code, texts in questions.items()
        for text in texts
    ]
    return Development(dressed, read_out_of_scope(NLU_DATA / "out_of_scope.txt")[2::4][:OTHER_LINES])

from __future__ import annotations

from knowledge.procedure import Procedure
from search.learning.trial import hold_out
from search.records import records_of


def test_held_out_questions_are_not_kept(procedures: list[Procedure], questions: dict[str, list[str]]) -> None:
    kept, asked = hold_out(records_of(procedures, questions, []))
    left = {text for record in kept for text in record.texts[1:]}
    assert left and asked
    assert not left & {question.text for question in asked}

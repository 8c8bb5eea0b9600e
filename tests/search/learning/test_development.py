from __future__ import annotations

from pathlib import Path

from knowledge.procedure import Procedure
from search.learning.development import Development
from search.learning.question_set import Question
from search.records import records_of


def test_a_folder_without_development_questions_teaches_nothing(tmp_path: Path, procedures: list[Procedure]) -> None:
    assert Development.read(tmp_path) == Development()
    assert Development().asked(records_of(procedures, {}, [])) == []


def test_what_no_record_answers_is_left_out(development: Development, procedures: list[Procedure]) -> None:
    records = records_of(procedures, {}, [])
    strange = Development(
        [*development.questions, Question("xin giấy phép gì đó", frozenset({"9.999999"}))], development.out_of_scope
    )
    asked = strange.asked(records)
    assert len(asked) == len(development.questions) + len(development.out_of_scope)
    assert {question.kin for question in asked} <= {None, *(record.kin for record in records)}


def test_too_few_questions_teach_nothing(development: Development, procedures: list[Procedure]) -> None:
    few = Development(development.questions[:199], development.out_of_scope)
    assert few.asked(records_of(procedures, {}, [])) == []

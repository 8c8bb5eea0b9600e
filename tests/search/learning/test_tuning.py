"""What development questions teach: when a question is ours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.procedure import Procedure
from search import snapshot
from search.learning.embedding import model_for
from search.learning.evaluation import Question, read_lines
from search.learning.tuning import Development
from search.records import records_of
from search.searcher import Searcher
from search.snapshot import FUSION, GATE, NLU_DATA, Snapshot

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
    return Development(dressed, read_lines(NLU_DATA / "out_of_scope.txt")[2::4][:OTHER_LINES])


def test_a_folder_without_development_questions_teaches_nothing(tmp_path: Path, procedures: list[Procedure]) -> None:
    assert Development.read(tmp_path) == Development()
    assert Development().asked(records_of(procedures, {}, [])) == []


def test_what_no_record_answers_is_left_out(development: Development, procedures: list[Procedure]) -> None:
    records = records_of(procedures, {}, [])
    strange = Development(
        [*development.questions, Question("xin giấy phép gì đó", frozenset({"9.999999"}))], development.out_of_scope
    )
    asked = strange.asked(records)
    assert len(asked) == len(development.questions) + OTHER_LINES
    assert {question.kin for question in asked} <= {None, *(record.kin for record in records)}


def test_too_few_questions_teach_nothing(development: Development, procedures: list[Procedure]) -> None:
    few = Development(development.questions[:199], development.out_of_scope)
    assert few.asked(records_of(procedures, {}, [])) == []


def test_the_gate_refuses_what_the_development_lines_show(
    tmp_path: Path,
    development: Development,
    procedures: list[Procedure],
    questions: dict[str, list[str]],
    nlu_data: Path,
    model: Path,
) -> None:
    told = tmp_path / "nlu_data"
    told.mkdir()
    for path in nlu_data.iterdir():
        (told / path.name).symlink_to(path)
    (told / "dev").mkdir()
    rows = [f"{question.text}\t{'|'.join(question.codes)}\n" for question in development.questions]
    (told / "dev/questions.tsv").write_text("".join(rows), encoding="utf-8")
    (told / "dev/out_of_scope.tsv").write_text("\n".join(development.out_of_scope), encoding="utf-8")

    taught = model_for(questions, procedures, tmp_path / "models", lambda _: None, told)
    for name, is_same in ((FUSION, True), (GATE, False)):
        assert ((taught / name).read_text() == (model / name).read_text()) is is_same
    snapshot.build(procedures, questions, taught, tmp_path / "snapshot", told)
    searcher = Searcher(Snapshot.load(tmp_path / "snapshot"))

    def refused(texts: list[str]) -> float:
        return float(np.mean([searcher.search(text).decision == "refuse" for text in texts]))

    assert refused([question.text for question in development.questions]) <= 0.02
    assert refused(list(development.out_of_scope)) >= 0.95

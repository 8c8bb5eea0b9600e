"""What development questions teach: when a question is ours."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from knowledge.procedure import Procedure
from search import snapshot
from search.learning.development import Development
from search.learning.model import model_for
from search.searcher import Searcher
from search.snapshot import FUSION, GATE, Snapshot


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
    held_out = told / "held_out/development"
    held_out.mkdir(parents=True)
    rows = [f"{question.text}\t{'|'.join(question.codes)}\n" for question in development.questions]
    (held_out / "questions.tsv").write_text("".join(rows), encoding="utf-8")
    (held_out / "out_of_scope.tsv").write_text("\n".join(development.out_of_scope), encoding="utf-8")

    taught = model_for(questions, procedures, tmp_path / "models", lambda _: None, told)
    for name, is_same in ((FUSION, True), (GATE, False)):
        assert ((taught / name).read_text() == (model / name).read_text()) is is_same
    snapshot.build(procedures, questions, taught, tmp_path / "snapshot", told)
    searcher = Searcher(Snapshot.load(tmp_path / "snapshot"))

    def refused(texts: list[str]) -> float:
        return float(np.mean([searcher.search(text).decision == "refuse" for text in texts]))

    assert refused([question.text for question in development.questions]) <= 0.02
    assert refused(list(development.out_of_scope)) >= 0.95

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.procedure import Procedure
from search.learning.corpus import Corpus
from search.learning.development import Development
from search.learning.question_set import Question
from search.learning.recipe import Recipe
from search.lexicon import Lexicon


@pytest.fixture
def corpus(procedures: list[Procedure], questions: dict[str, list[str]], nlu_data: Path) -> Corpus:
    return Corpus.read(questions, procedures, nlu_data)


def test_it_holds_procedures_and_what_is_not_ours(corpus: Corpus, procedures: list[Procedure]) -> None:
    ours = [record.code for record in corpus.records if record.outside is None]
    assert sorted(ours) == sorted(procedure.code for procedure in procedures)
    assert len(corpus.records) > len(ours)
    assert corpus.lexicon.of("teencode")


def test_development_questions_are_read_where_they_lie(
    procedures: list[Procedure], nlu_data: Path, tmp_path: Path
) -> None:
    for path in nlu_data.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "held_out/development").mkdir(parents=True)
    (tmp_path / "held_out/development/questions.tsv").write_text("khai sinh\t1.001193\tplain\n", encoding="utf-8")
    read = Corpus.read({}, procedures, tmp_path).development
    assert read == Development([Question("khai sinh", frozenset({"1.001193"}), "plain")])


@pytest.mark.parametrize(
    "change",
    [
        lambda corpus: replace(corpus, records=corpus.records[1:]),
        lambda corpus: replace(corpus, lexicon=Lexicon()),
        lambda corpus: replace(corpus, development=Development(out_of_scope=["trời mưa không"])),
    ],
    ids=["records", "lexicon", "development"],
)
def test_its_digest_changes_with_each_part(corpus: Corpus, change: Callable[[Corpus], Corpus]) -> None:
    assert change(corpus).digest(Recipe()) != corpus.digest(Recipe())


def test_its_digest_changes_with_the_recipe_only_where_that_differs(corpus: Corpus) -> None:
    assert corpus.digest(Recipe()) == corpus.digest(Recipe())
    assert corpus.digest(Recipe(epochs=3)) != corpus.digest(Recipe())

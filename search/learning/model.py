"""The default model of a corpus: its embedding, its fusion and its gate in one folder, learned once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from knowledge import bundled
from knowledge.questions import read_questions
from search.aside import built_aside
from search.dense import load_encoder
from search.learning.corpus import Corpus
from search.learning.embedding import train
from search.learning.recipe import Progress, Recipe
from search.learning.tuning import Tuning, tune
from search.records import Findable
from search.snapshot import FUSION, GATE, NLU_DATA

LEARNED = "learned"
"""The folder of ``nlu_data`` that keeps what the trial and the development set taught (``search.learning.keep``)."""


def model_for(
    questions: Mapping[str, Sequence[str]],
    procedures: Iterable[Findable],
    cache: Path,
    progress: Progress,
    nlu_data: Path = NLU_DATA,
) -> Path:
    """Give the folder of the model for these questions and procedures, training it only if there is none yet.

    Models lie in ``cache`` under a hash of what they come from: questions, names, lexicon, and the code of training.
    They are read-only and may be shared. Where ``nlu_data/learned`` keeps the tuning of just this corpus, only the
    embedding is trained.

    Args:
        progress: is told in Vietnamese what is going on.
    """
    return _model_of(Corpus.read(questions, procedures, nlu_data), cache, progress, nlu_data / LEARNED)


def default_model(cache: Path, progress: Progress) -> Path:
    """Give the folder of the model of the bundled corpus, training it only if there is none in ``cache``."""
    return _model_of(bundled_corpus(), cache, progress, NLU_DATA / LEARNED)


def bundled_corpus() -> Corpus:
    """Read what the default model is learned from: the bundled facts, guides and life events, and our questions.

    The facts know every procedure, so that writing a record in full trains nothing.
    """
    findable: list[Findable] = [*bundled.facts(), *bundled.topics().values()]
    return Corpus.read(read_questions(NLU_DATA / "questions"), findable, NLU_DATA)


def kept_file(corpus: Corpus, kept: Path) -> Path:
    """Give the file in the folder ``kept`` for the tuning of a corpus, whether it is there or not."""
    return kept / f"{corpus.digest(Recipe())}.json"


def _model_of(corpus: Corpus, cache: Path, progress: Progress, kept: Path) -> Path:
    recipe = Recipe()
    folder = cache / corpus.digest(recipe)
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with built_aside(folder, replace=False) as aside:
        train(corpus.records, corpus.lexicon, aside, recipe, progress)
        known = kept_file(corpus, kept)
        if known.is_file():
            tuning = Tuning.from_json(json.loads(known.read_text(encoding="utf-8")))
        else:
            tuning = tune(corpus, load_encoder(aside), recipe, progress)
        tuning.fusion.save(aside / FUSION)
        tuning.gate.save(aside / GATE)
    return folder

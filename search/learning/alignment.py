"""The default alignment: learned once by content from the bundled records and the questions about their details."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.procedure import Procedure
from knowledge.statement import Statement, statements_of
from search.aside import built_aside
from search.dense import Encoder, StaticEncoder
from search.learning.alignment_learner import AlignmentRecipe, Asked, learn_alignment
from search.learning.detail_questions import answered, read_detail_questions
from search.learning.recipe import Progress
from search.lexicon import Lexicon
from search.sources import source_digest
from search.statements.terms import alignment_features
from search.understanding import QuestionReader


def alignment_for(
    records: Iterable[Procedure], encoder: Encoder, cache: Path, progress: Progress, nlu_data: Path
) -> Path | None:
    """Give the folder of the alignment for these records, learning it if there is none yet.

    There is none without questions, nor where no record answers one of them.

    Alignments lie in ``cache`` under a hash of what they come from: the statements of the records that are asked about,
    ``details/questions`` and ``lexicon`` of ``nlu_data``, and the code of learning.

    Args:
        encoder: gives the vectors that the learning begins with, where it is a static one.
        progress: is told in Vietnamese what is going on.
    """
    files = sorted((nlu_data / "details" / "questions").glob("*.tsv"))
    statements = {record.code: statements_of(record) for record in records}
    pairs = answered(read_detail_questions(files), statements)
    if not pairs:
        return None
    asked = {question.code: statements[question.code] for question, _ in pairs}
    lexicon = Lexicon.load(nlu_data / "lexicon")
    folder = cache / f"alignment-{_digest(asked, files, lexicon)}"
    if folder.is_dir():
        return folder
    reader = QuestionReader(lexicon)
    spoken = {code: [alignment_features(reader.read(one.whole)) for one in told] for code, told in asked.items()}
    questions = [Asked(alignment_features(reader.read(q.text)), q.code, right) for q, right in pairs]
    recipe = AlignmentRecipe()
    with built_aside(folder, replace=False) as aside:
        learn_alignment(questions, spoken, _start(encoder, recipe), recipe, progress).save(aside)
    return folder


def _digest(asked: Mapping[str, Iterable[Statement]], files: Iterable[Path], lexicon: Lexicon) -> str:
    content = hashlib.sha256()
    content.update(json.dumps([lexicon.to_json(), asdict(AlignmentRecipe())], sort_keys=True).encode())
    content.update(json.dumps({code: [told.whole for told in asked[code]] for code in sorted(asked)}).encode())
    for path in files:
        content.update(path.read_bytes())
    content.update(source_digest("search.learning.alignment_learner", "search.statements.terms").encode())
    return content.hexdigest()[:16]


def _start(encoder: Encoder, recipe: AlignmentRecipe) -> Mapping[str, NDArray[np.float32]]:
    """The vectors of the search's own features, turned at random into the alignment's dimensions."""
    if not isinstance(encoder, StaticEncoder):
        return {}
    random = np.random.default_rng(recipe.seed)
    turned = encoder.vectors @ random.normal(0, 1, (encoder.dimensions, recipe.dimensions)).astype(np.float32)
    turned *= 0.1 / max(float(turned.std()), 1e-9)
    return {feature: turned[row] for feature, row in encoder.features.items()}

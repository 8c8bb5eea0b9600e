"""What reads statements in the tests: our lexicon and ways, vectors of whole words, and no alignment."""

from __future__ import annotations

import pytest

from knowledge import bundled
from knowledge.procedure import Procedure
from knowledge.statement import statements_of
from search.lexicon import Lexicon
from search.snapshot import NLU_DATA
from search.statements.alignment import Alignment
from search.statements.finder import count_words
from search.statements.record import Reading
from search.statements.ways import Ways
from search.text import strip_marks
from search.understanding import QuestionReader
from tests.search.word_encoder import WordEncoder


@pytest.fixture(scope="session")
def curated() -> dict[str, Procedure]:
    """The bundled curated records by code."""
    return {record.code: record for record in bundled.curated()}


@pytest.fixture(scope="session")
def reading(curated: dict[str, Procedure]) -> Reading:
    """What reads the bundled records, without an alignment."""
    lexicon = Lexicon.load(NLU_DATA / "lexicon")
    reader = QuestionReader(lexicon)
    some = list(curated.values())[::8]
    counts, number = count_words(reader.read(told.whole) for record in some for told in statements_of(record))
    return Reading(
        reader=reader,
        encoder=WordEncoder(),
        alignment=Alignment.empty(),
        ways=Ways.load(NLU_DATA / "details" / "ways.tsv"),
        counts=counts,
        statements=number,
        fillers=frozenset(strip_marks(word) for entry in lexicon.of("weightless") for word in entry.said),
    )

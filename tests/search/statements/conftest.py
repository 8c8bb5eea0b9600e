"""What reads statements in the tests: our lexicon and ways, vectors of whole words, and no alignment."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pytest

from knowledge import bundled
from knowledge.procedure import Procedure
from knowledge.statement import statements_of
from search.dense import Vectors, unit
from search.lexicon import Lexicon
from search.snapshot import NLU_DATA
from search.statements.alignment import Alignment
from search.statements.finder import count_words
from search.statements.record import Reading
from search.statements.terms import bare_words
from search.statements.ways import Ways
from search.text import strip_marks
from search.understanding import QuestionReader, Understood


class WordEncoder:
    """An encoder that needs no training: texts are as near as the words that they share."""

    dimensions = 512

    def encode(self, texts: Sequence[Understood]) -> Vectors:
        """Give one unit vector a text, a word counted at the place that its letters give."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for word in bare_words(text):
                vectors[row, crc32(word.encode()) % self.dimensions] += 1
        return unit(vectors)


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

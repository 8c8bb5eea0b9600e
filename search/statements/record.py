"""One record's statements, read once for all the questions that are asked about it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.statement import Statement
from search.dense import Encoder, Vectors
from search.statements.alignment import Alignment
from search.statements.terms import bare_words
from search.statements.ways import Ways
from search.text import strip_marks, words
from search.understanding import QuestionReader

_NUMBER = re.compile(r"\d+")
_FILLER = 0.35
_UNKNOWN = 6.0


@dataclass(frozen=True)
class Reading:
    """What reads texts: words, their rarity, their vectors, and the details that they name.

    Attributes:
        counts: in how many statements of all records a bare word stands.
        statements: how many statements there are.
        fillers: bare words of politeness and asking, which tell little of what is asked.
    """

    reader: QuestionReader
    encoder: Encoder
    alignment: Alignment
    ways: Ways
    counts: Mapping[str, int]
    statements: int
    fillers: frozenset[str]

    def weight(self, word: str) -> float:
        """Give how much a bare word tells: the logarithm of how few statements have it, less for a filler."""
        count = self.counts.get(word, 0)
        if word in self.fillers:
            return _FILLER * math.log((self.statements + 1) / (count + 1)) if count else 0.0
        return min(math.log((self.statements + 1) / (count + 1)), _UNKNOWN)


@dataclass(frozen=True)
class ReadRecord:
    """The statements of a record with all that a question is held against, one entry a statement.

    Attributes:
        name: the bare words of the procedure's name.
        bare, marked, pairs, numbers: words without and with diacritics, pairs of words, numbers.
        details: what ``Ways`` finds.
        vectors, aligned: of whole statements.
        parts, parts_aligned: of cases and sentences; ``owners`` says where those of each statement begin.
        local: in how many of these statements a word stands.
    """

    statements: Sequence[Statement]
    name: frozenset[str]
    bare: Sequence[frozenset[str]]
    marked: Sequence[frozenset[str]]
    pairs: Sequence[frozenset[str]]
    numbers: Sequence[frozenset[str]]
    details: Sequence[frozenset[int]]
    vectors: Vectors
    aligned: Vectors
    parts: Vectors
    parts_aligned: Vectors
    owners: NDArray[np.int64]
    local: Mapping[str, int]

    @classmethod
    def read(cls, name: str, statements: Sequence[Statement], reading: Reading) -> ReadRecord:
        """Read all statements of a record; there is at least one."""
        whole = [reading.reader.read(statement.whole) for statement in statements]
        bare = [bare_words(text) for text in whole]
        parts = [_parts_of(statement) for statement in statements]
        read_parts = [reading.reader.read(part) for of_one in parts for part in of_one]
        return cls(
            statements=statements,
            name=frozenset(map(strip_marks, words(name))),
            bare=[frozenset(text) for text in bare],
            marked=[frozenset(text.written) for text in whole],
            pairs=[frozenset(f"{a} {b}" for a, b in pairwise(text)) for text in bare],
            numbers=[frozenset(_NUMBER.findall(statement.whole)) for statement in statements],
            details=[reading.ways.written(text) for text in bare],
            vectors=reading.encoder.encode(whole),
            aligned=reading.alignment.encode(whole),
            parts=reading.encoder.encode(read_parts),
            parts_aligned=reading.alignment.encode(read_parts),
            owners=np.cumsum([0, *map(len, parts[:-1])]),
            local=Counter(word for text in bare for word in set(text)),
        )


def numbers_in(text: str) -> frozenset[str]:
    """Give the numbers that a text writes in digits."""
    return frozenset(_NUMBER.findall(text))


def _parts_of(statement: Statement) -> list[str]:
    return [*([statement.case] if statement.case else []), *statement.sentences]

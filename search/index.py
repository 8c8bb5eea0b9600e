"""The index in memory: for each record what the arms and the reranker look at, as arrays."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.dense import Encoder, Vectors, unit
from search.facets import FacetBits
from search.features import letter_terms, terms
from search.lexical import LexicalIndex
from search.lexicon import Lexicon
from search.records import IndexRecord
from search.text import words
from search.understanding import QuestionReader, Understood

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

_NAME_WEIGHT = 2
_DIGIT = re.compile(r"\d")


@dataclass
class Index:
    """All that ranking reads. Texts lie in the order of their records, each record's name first.

    Attributes:
        records: the rows.
        starts: where each record's texts begin, and behind the last one the number of texts.
        procedures, texts, letters: BM25 over records, over single texts, over the letter runs of records.
        vectors: one unit vector a text.
        centroids: one unit vector a record, the mean of its texts.
        facet_bits: (records, compared facets), values as bits.
        name_starts, name_ids: the words of each record's name, as ids of ``procedures``.
        text_keys, text_owners: ``_key`` of each text's weighty words in order of the keys, and whose text it is.
    """

    records: list[IndexRecord]
    starts: Ints
    procedures: LexicalIndex
    texts: LexicalIndex
    letters: LexicalIndex
    vectors: Vectors
    centroids: Vectors
    facet_bits: NDArray[np.uint64]
    name_starts: Ints
    name_ids: Ints
    text_keys: NDArray[np.uint64]
    text_owners: Ints

    @classmethod
    def build(
        cls, records: Sequence[IndexRecord], read: Sequence[Sequence[Understood]], lexicon: Lexicon, encoder: Encoder
    ) -> Index:
        """Indexes records whose texts were read: ``read[i][j]`` is ``records[i].texts[j]``."""
        facts = _Facts(QuestionReader(lexicon))
        flat = [text for texts in read for text in texts]
        starts = np.cumsum([0, *(len(texts) for texts in read)], dtype=np.int32)
        vectors = encoder.encode(flat)
        procedures = LexicalIndex.build(
            [_document(texts, facts.of(record)) for texts, record in zip(read, records, strict=True)]
        )
        keys = np.array([_key(text.bare) for text in flat], np.uint64)
        by_key = np.argsort(keys, kind="stable")
        names = [[i for w in dict.fromkeys(texts[0].plain) if (i := procedures.id_of(w)) is not None] for texts in read]
        return cls(
            records=list(records),
            starts=starts,
            procedures=procedures,
            texts=LexicalIndex.build([terms(text) for text in flat]),
            letters=LexicalIndex.build([[gram for text in texts for gram in letter_terms(text)] for texts in read]),
            vectors=vectors,
            centroids=unit(np.add.reduceat(vectors, starts[:-1], axis=0)) if len(flat) else vectors,
            facet_bits=FacetBits(lexicon).of_records(records),
            name_starts=np.cumsum([0, *map(len, names)], dtype=np.int32),
            name_ids=np.array([i for ids in names for i in ids], np.int32),
            text_keys=keys[by_key],
            text_owners=np.repeat(np.arange(len(records), dtype=np.int32), np.diff(starts))[by_key],
        )

    def asked_as(self, bare: Sequence[str]) -> Ints:
        """Give the records that have a text of just these weighty words (without diacritics)."""
        key = np.uint64(_key(bare))
        return self.text_owners[np.searchsorted(self.text_keys, key) : np.searchsorted(self.text_keys, key, "right")]

    @cached_property
    def numbers(self) -> list[frozenset[str]]:
        """Give the numbers in each record's name."""
        return [numbers_of(words(r.name)) if _DIGIT.search(r.name) else frozenset() for r in self.records]

    @cached_property
    def kin(self) -> Ints:
        """Give each record's kin."""
        return np.array([record.kin for record in self.records], np.int32)

    def prepare(self) -> None:
        """Derive now what would else be derived when the first question comes."""
        _ = self.numbers, self.kin, self.procedures.rarity

    def save(self, folder: Path) -> None:
        """Write all of it as arrays and JSON into a folder that exists."""
        rows = [record.to_json() | {"texts": len(record.texts)} for record in self.records]
        _write_json(folder / "records.json", rows)
        _write_json(folder / "texts.json", [text for record in self.records for text in record.texts])
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)
        for name in _LEXICAL:
            getattr(self, name).save(folder / name)

    @classmethod
    def load(cls, folder: Path) -> Index:
        """Read what ``save`` wrote. Raises OSError, ValueError or KeyError if something is missing or broken."""
        arrays: dict[str, Any] = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in _ARRAYS}
        lexical: dict[str, Any] = {name: LexicalIndex.load(folder / name) for name in _LEXICAL}
        texts = _read_json(folder / "texts.json")
        return cls(
            records=_records(_read_json(folder / "records.json"), texts),
            **arrays,
            **lexical,
        )


_ARRAYS = (
    "starts", "vectors", "centroids", "facet_bits", "name_starts", "name_ids", "text_keys", "text_owners",
)  # fmt: skip
_LEXICAL = ("procedures", "texts", "letters")


def numbers_of(said: Sequence[str]) -> frozenset[str]:
    """Give the words that are numbers, without leading zeros."""
    return frozenset(word.lstrip("0") for word in said if word[0].isdigit())


def _key(bare: Sequence[str]) -> int:
    """Give a number for a text's words; 64 bits make two texts of one number as good as impossible."""
    return int.from_bytes(blake2b(" ".join(bare).encode(), digest_size=8).digest(), "little")


class _Facts:
    """The words of records' fields and audiences; they are few and repeat, so each is read once."""

    def __init__(self, reader: QuestionReader) -> None:
        self._reader = reader
        self._read: dict[str, list[str]] = {}

    def of(self, record: IndexRecord) -> list[str]:
        """Give the words of a record's field and audience."""
        return [word for fact in (record.field or "", *record.audience) for word in self._words(fact)]

    def _words(self, fact: str) -> list[str]:
        if fact not in self._read:
            self._read[fact] = list(self._reader.read(fact).bare)
        return self._read[fact]


def _document(texts: Sequence[Understood], facts: Sequence[str]) -> list[str]:
    name = terms(texts[0]) * (_NAME_WEIGHT - 1)
    return [*name, *(term for text in texts for term in terms(text)), *facts]


def _records(rows: list[dict[str, Any]], texts: list[str]) -> list[IndexRecord]:
    records, at = [], 0
    for row in rows:
        count = row.pop("texts")
        row |= {"levels": tuple(row["levels"]), "audience": tuple(row["audience"])}
        records.append(IndexRecord(texts=tuple(texts[at : at + count]), **row))
        at += count
    return records


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))

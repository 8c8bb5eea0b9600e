"""What tells near-identical procedures apart (action, who, foreigners, level, age …): phrases of ``facets.tsv``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search.fusion import COMPARED_FACETS
from search.lexicon import Lexicon
from search.records import IndexRecord
from search.text import words

Facets = Mapping[str, frozenset[str]]

_LEVELS = {"xã": "commune", "tỉnh": "province", "bộ": "ministry"}


def facets_of(said: Sequence[str], lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Give each facet that the words show, with its values: ``{"action": {"again"}}``.

    Of overlapping phrases of one facet the longest counts: "cấp lại" is no "lại".
    """
    found = sorted(lexicon.facets.all(said), key=lambda hit: hit[0] - hit[1])
    taken: dict[str, set[int]] = {}
    values: dict[str, set[str]] = {}
    for start, end, entry in found:
        facet, value = entry.values[:2]
        if taken.setdefault(facet, set()) & set(range(start, end)):
            continue
        taken[facet].update(range(start, end))
        values.setdefault(facet, set()).add(value)
    return {facet: frozenset(found_values) for facet, found_values in values.items()}


def record_facets(record: IndexRecord, lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Give what a record's name shows, and its level where it has only one."""
    facets = facets_of(words(record.name), lexicon)
    if "level" not in facets and len(record.levels) == 1 and record.levels[0] in _LEVELS:
        facets["level"] = frozenset({_LEVELS[record.levels[0]]})
    return facets


class FacetBits:
    """Facet values as bits of one number a facet, so that many records are compared at once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        values: dict[str, list[str]] = {facet: [] for facet in COMPARED_FACETS}
        for entry in lexicon.of("facets"):
            known = values.get(entry.values[0])
            if known is not None and entry.values[1] not in known:
                known.append(entry.values[1])
        self._bits = {facet: {value: 1 << at for at, value in enumerate(known)} for facet, known in values.items()}

    def of_words(self, said: Sequence[str]) -> NDArray[np.uint64]:
        """Give one number a compared facet for the words of a question."""
        return self._encode(facets_of(said, self._lexicon))

    def of_records(self, records: Sequence[IndexRecord]) -> NDArray[np.uint64]:
        """Give one row a record, from its name and its only level."""
        rows = [self._encode(record_facets(record, self._lexicon)) for record in records]
        return np.array(rows, np.uint64).reshape(len(rows), len(COMPARED_FACETS))

    def _encode(self, facets: Facets) -> NDArray[np.uint64]:
        sums = [sum(self._bits[f].get(v, 0) for v in facets.get(f, ())) for f in COMPARED_FACETS]
        return np.array(sums, np.uint64)

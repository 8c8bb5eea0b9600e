"""What tells near-identical procedures apart (action, who, foreigners, level, age …): phrases of ``facets.tsv``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search.lexicon import Lexicon

Facets = Mapping[str, frozenset[str]]

LEVELS = {"xã": "commune", "tỉnh": "province", "bộ": "ministry"}


def facets_of(words: Sequence[str], lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Gives each facet that the words show, with its values: ``{"action": {"again"}}``.

    Of overlapping phrases of one facet the longest counts: "cấp lại" is no "lại".
    """
    found = sorted(lexicon.facets.all(words), key=lambda hit: hit[0] - hit[1])
    taken: dict[str, set[int]] = {}
    values: dict[str, set[str]] = {}
    for start, end, entry in found:
        facet, value = entry.values[:2]
        if taken.setdefault(facet, set()) & set(range(start, end)):
            continue
        taken[facet].update(range(start, end))
        values.setdefault(facet, set()).add(value)
    return {facet: frozenset(found_values) for facet, found_values in values.items()}

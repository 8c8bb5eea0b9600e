"""The ordinary form of a procedure: what is meant where nobody said foreigners, a border, or the higher level."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.fusion import COMPARED_FACETS, SIGNALS
from search.index import Index

_SPECIAL = ("foreign", "border", "mobile")
# "Cấp lại thẻ căn cước (thực hiện tại cấp tỉnh)" beside the same at the commune.
_HIGHER = re.compile(r"\b(?:cấp tỉnh|cấp trung ương|cấp bộ)\b", re.IGNORECASE)
# The ordinary form must be this likely beside the special one, else it may be the special one that is meant.
_BESIDE = 0.6


class Ordinary:
    """Knows which records are a special form."""

    def __init__(self, index: Index) -> None:
        columns = [COMPARED_FACETS.index(facet) for facet in _SPECIAL]
        self._special = [bool(row.any()) for row in index.facet_bits[:, columns]]
        self._higher = [bool(_HIGHER.search(record.name)) for record in index.records]
        self._fields = [record.field for record in index.records]
        self._not_asked = [SIGNALS.index(f"{facet}_not_asked") for facet in _SPECIAL]

    def among(
        self,
        records: NDArray[np.int32],
        signals: NDArray[np.float32],
        chances: NDArray[np.float32],
        kept: Sequence[int],
        asks_level: bool,
    ) -> list[int]:
        """Give those of the candidates that are left when special forms that nobody asked for stand aside.

        Args:
            records, signals, chances: of the candidates.
            kept: positions of those that may be offered, the likeliest first.
            asks_level: whether a level was named.
        """
        aside = {at for at in kept if self._is_aside(int(records[at]), signals[at], asks_level)}
        ordinary = [at for at in kept if at not in aside]
        if not aside or not ordinary or chances[ordinary[0]] < _BESIDE * chances[kept[0]]:
            return list(kept)
        # Only beside an ordinary form of the same field: else the special one is another matter.
        field = self._fields[int(records[ordinary[0]])]
        return [at for at in kept if at not in aside or self._fields[int(records[at])] != field]

    def _is_aside(self, record: int, signals: NDArray[np.float32], asks_level: bool) -> bool:
        special = self._special[record] and bool(signals[self._not_asked].any())
        return special or (self._higher[record] and not asks_level)

"""Names that people still use for districts that there are no more."""

from __future__ import annotations

from collections.abc import Sequence

from actions.fixed_phrases import fold, phrases_of
from actions.province import FormerDistrict

# "xã Krông Pắc" is a commune of today, "Đắk Lắk" the province, "hồ Lắk" a lake.
_NOT_AFTER = ("xa", "phuong", "dak", "dac", "ho", "cho")


class FormerDistricts:
    """Finds them in what was written."""

    def __init__(self, districts: Sequence[FormerDistrict]) -> None:
        """Take the province's list."""
        self._known = [(phrases_of((district.said, *district.also)), district.name) for district in districts]

    def find(self, text: str) -> str | None:
        """Give the first one named ("huyện Krông Pắc"), None where none is, or where it names something of today."""
        said = fold(text).split()
        for phrases, name in self._known:
            for start, _, _ in phrases.all(said):
                if start == 0 or said[start - 1] not in _NOT_AFTER:
                    return name
        return None

"""Names that people still use for districts that there are no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.heard import fold
from actions.province import FormerDistrict

# "xã Krông Pắc" is a commune of today, "Đắk Lắk" the province, "hồ Lắk" a lake.
_NOT_AFTER = ("xa", "phuong", "dak", "dac", "ho", "cho")


class FormerDistricts:
    """Finds them in what was written."""

    def __init__(self, districts: Sequence[FormerDistrict]) -> None:
        """Take the province's list."""
        self._known = [
            (re.compile(rf"(?:\b(?P<before>\w+) )?\b{re.escape(said)}\b"), district.name)
            for district in districts
            for said in map(fold, (district.said, *district.also))
        ]

    def find(self, text: str) -> str | None:
        """The first one named ("huyện Krông Pắc"), None where none is, or where it names something of today."""
        plain = fold(text)
        for pattern, name in self._known:
            for found in pattern.finditer(plain):
                if found["before"] not in _NOT_AFTER:
                    return name
        return None

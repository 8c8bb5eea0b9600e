"""The ages that a sentence names as limits: "từ đủ 70 đến dưới 75 tuổi"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LIMIT = re.compile(
    r"(?P<between>từ (?:đủ )?(?P<low>\d{1,3})(?: tuổi)? đến (?P<end>dưới |hết |)(?P<high>\d{1,3}) tuổi)"
    r"|(?P<from>(?:từ (?:đủ )?|đủ |đã đủ )(?P<least>\d{1,3}) tuổi(?: trở lên)?)"
    r"|(?P<over>trên (?P<above>\d{1,3}) tuổi)"
    r"|(?P<under>(?:dưới |chưa đủ )(?P<below>\d{1,3}) tuổi)",
    re.IGNORECASE,
)
_EVER = 200


@dataclass(frozen=True)
class AgeLimit:
    """An age as a limit.

    Attributes:
        text: as written.
        low: the youngest age, in full years.
        high: the oldest age.
    """

    text: str
    low: int
    high: int

    def holds(self, age: int) -> bool:
        """Say whether somebody of this age is within."""
        return self.low <= age <= self.high


def age_limits(text: str) -> list[AgeLimit]:
    """Give the limits that a text writes, in its order; an age told in another way is none."""
    return [_read(found) for found in _LIMIT.finditer(text)]


def _read(found: re.Match[str]) -> AgeLimit:
    text = found.group().strip()
    if found["between"]:
        until = int(found["high"]) - (found["end"].strip() == "dưới")
        return AgeLimit(text, int(found["low"]), until)
    if found["from"]:
        return AgeLimit(text, int(found["least"]), _EVER)
    if found["over"]:
        return AgeLimit(text, int(found["above"]) + 1, _EVER)
    return AgeLimit(text, 0, int(found["below"]) - 1)

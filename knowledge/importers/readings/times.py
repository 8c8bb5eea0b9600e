"""How long the authority takes: one cell of a source, such as "7 Ngày làm việc"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.importers.text import one_line, stated
from knowledge.procedure import Duration, TimeUnit

_UNITS: dict[str, TimeUnit] = {
    "ngày làm việc": "working_day",
    "ngày": "day",
    "giờ": "hour",
    "giờ làm việc": "hour",
    "tháng": "month",
    "năm": "year",
}
_NUMBER_AND_UNIT = re.compile(
    rf"(\d{{1,4}}(?:[.,]\d+)?)\s*({'|'.join(sorted(_UNITS, key=len, reverse=True))})\.?", re.I
)


@dataclass(frozen=True)
class TimeReading:
    """``time`` where number and unit are both stated, the cell's own words, and what an editor should look at."""

    time: Duration | None = None
    text: str | None = None
    flag: str | None = None


def read_time(cell: str | None) -> TimeReading:
    """Read one time cell. "Không có thông tin" and an empty cell are no time; a number without unit is no value."""
    text = stated(cell)
    if text is None:
        return TimeReading()
    text = one_line(text)
    if match := _NUMBER_AND_UNIT.fullmatch(text):
        value, unit = match.groups()
        if float(value.replace(",", ".")) > 0:
            return TimeReading(Duration(value=value.replace(",", "."), unit=_UNITS[unit.lower()]), text)
        return TimeReading(text=text, flag=f"Thời hạn ghi “{text}”, không phải một thời hạn.")
    if text.isdigit():
        return TimeReading(text=text, flag=f"Thời hạn “{text}” không ghi đơn vị (ngày, giờ, tháng).")
    return TimeReading(text=text, flag=f"Thời hạn ghi bằng lời: “{text[:80]}”.")

"""Vietnam's time. It has had no daylight saving since 1975, so a fixed offset is exact and needs no zone data."""

from __future__ import annotations

import datetime as dt

VIETNAM = dt.timezone(dt.timedelta(hours=7))
END_OF_DAY = dt.time(23, 59, 59)
COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}


def parse_moment(value: str) -> dt.datetime:
    """Read ``yyyyMMddHHmmss`` or ISO 8601, without an offset as Vietnam's time.

    A day without an hour means its end: nothing is late before the day is over.

    Raises:
        ValueError: neither of the two forms.
    """
    text = value.strip()
    if text.isdigit() and len(text) in COMPACT:
        moment = dt.datetime.strptime(text, COMPACT[len(text)]).replace(tzinfo=VIETNAM)
        return moment if len(text) > 8 else dt.datetime.combine(moment.date(), END_OF_DAY, VIETNAM)
    if len(text) == 10:
        return dt.datetime.combine(dt.date.fromisoformat(text), END_OF_DAY, VIETNAM)
    moment = dt.datetime.fromisoformat(text)
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)

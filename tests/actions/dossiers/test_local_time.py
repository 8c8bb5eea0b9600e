from __future__ import annotations

import datetime as dt

import pytest

from actions.dossiers.local_time import VIETNAM, parse_moment


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("20261120163000", dt.datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)),
        ("202611201630", dt.datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)),
        ("20261120", dt.datetime(2026, 11, 20, 23, 59, 59, tzinfo=VIETNAM)),
        ("2026-11-20", dt.datetime(2026, 11, 20, 23, 59, 59, tzinfo=VIETNAM)),
        ("2026-11-20T16:30:00", dt.datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)),
        ("2026-11-20T16:30:00+07:00", dt.datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)),
        ("2026-11-20T09:30:00Z", dt.datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)),
    ],
)
def test_both_forms_are_read_as_vietnams_time(written: str, moment: dt.datetime) -> None:
    assert parse_moment(written) == moment
    assert parse_moment(written).utcoffset() == dt.timedelta(hours=7)


@pytest.mark.parametrize("written", ["20/11/2026", "20261320", "hôm qua", ""])
def test_anything_else_is_an_error(written: str) -> None:
    with pytest.raises(ValueError):
        parse_moment(written)

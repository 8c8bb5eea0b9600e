from __future__ import annotations

import datetime as dt

import pytest

from actions.wording.fees import fee_lines
from actions.wording.terms import Terms
from actions.wording.times import time_lines
from tests.actions.samples import procedure

TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("field", "reason", "curated", "fee", "time"),
    [
        ("submissions[0].fees", "x", True, True, False),
        ("submissions[0].time", "x", False, False, True),
        ("submissions.fees", "x", False, True, False),
        ("submissions[1].fees", "x", False, False, False),
        ("submissions", "Ghi lệ phí hai mức", False, True, False),
        ("submissions", "Thời hạn hai cách khác nhau", False, False, True),
        ("submissions", "Ghi lệ phí hai mức", True, False, False),
        ("agency", "Thời hạn, lệ phí", False, False, False),
    ],
)
def test_flags_make_numbers_of_their_rows_doubtful(
    terms: Terms, field: str, reason: str, curated: bool, fee: bool, time: bool
) -> None:
    rows = [{"way": way, "fees": [{"amount": amount}]} for way, amount in (("direct", 5000), ("online", 3000))]
    flag = {"field": field, "reason": reason}
    flagged = procedure("9.000001", "Thử", submissions=rows, flags=[flag], curated=curated)
    assert (fee_lines(flagged, terms, TODAY)[0].unsure, time_lines(flagged, terms)[0].unsure) == (fee, time)


def test_a_flag_that_contradicts_free_counts_for_curated_records_too(terms: Terms) -> None:
    flag = {"field": "submissions", "reason": "Ghi miễn phí nhưng dẫn sang thông tư"}
    row = {"way": "direct", "fees": [{"amount": 0}]}
    flagged = procedure("9.000001", "Thử", submissions=[row], flags=[flag], curated=True)
    unflagged = procedure("9.000001", "Thử", submissions=[row])
    assert fee_lines(flagged, terms, TODAY)[0].free_unsure
    assert not fee_lines(unflagged, terms, TODAY)[0].free_unsure

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actions.wording.fees import FeeItem, fee_lines
from actions.wording.terms import Terms
from tests.actions.samples import BIRTH, RESIDENCE, procedure

TODAY = dt.date(2026, 11, 25)


def with_fees(*fees: dict[str, Any], **row: Any) -> Any:
    return procedure("9.000001", "Thử", submissions=[{"way": "direct", "fees": list(fees), **row}])


def test_free_is_free_only_when_it_is_certain(terms: Terms) -> None:
    def free(found: Any) -> bool:
        return fee_lines(found, terms, TODAY)[0].free

    assert free(with_fees({"amount": 0}))
    assert not free(with_fees({"amount": 0}, set_by="province"))
    assert not free(with_fees())
    assert not free(with_fees({"amount": 0}, {"amount": 5000}))
    assert not free(with_fees({"amount": 0, "until": "2026-12-31"}))


def test_ways_of_equal_fees_are_one_line(terms: Terms) -> None:
    [line] = fee_lines(BIRTH, terms, TODAY)
    assert line.where.ways == ["direct", "online", "post"]
    online, direct = fee_lines(RESIDENCE, terms, TODAY)
    assert (online.where.ways, direct.where.ways) == (["online"], ["direct"])


@pytest.mark.parametrize(
    ("fees", "text", "remark"),
    [
        ([{"amount": 50000}], "50.000 đồng một bản.", None),
        ([{"amount": 2000}], "2.000 đồng một trang; một bản không quá 200.000 đồng.", "Một bản không quá 200.000 đồng"),
        ([{"amount": 2000}], "12.000 đồng khi in màu.", "12.000 đồng khi in màu"),
        ([{"amount": 0}], "Bảng phí ghi miễn phí. Bản sao thì nộp phí riêng.", "Bản sao thì nộp phí riêng"),
        ([{"amount": 100}], "Miễn cho hộ nghèo.", "Miễn cho hộ nghèo"),
        ([{"amount": 100}], None, None),
        ([], "Nguồn không ghi mức thu.", None),
    ],
)
def test_a_curated_fee_says_what_its_amounts_do_not(
    terms: Terms, fees: list[dict[str, Any]], text: str | None, remark: str | None
) -> None:
    found = with_fees(*fees, fee_text=text)
    [line] = fee_lines(found.model_copy(update={"curated": True}), terms, TODAY)
    assert line.remark == remark
    assert fee_lines(found, terms, TODAY)[0].remark is None


REDUCED = {"amount": 50000, "until": "2026-12-31"}
REGULAR = {"amount": 100000}


def amounts(items: list[FeeItem]) -> list[tuple[int, list[int]]]:
    return [(int(item.amount.amount), [int(fee.amount) for fee in item.after]) for item in items]


@pytest.mark.parametrize(
    ("fees", "today", "shown"),
    [
        ([REDUCED, REGULAR], "2026-11-25", [(50000, [100000])]),
        ([REGULAR, REDUCED], "2026-11-25", [(50000, [100000])]),
        ([REDUCED, REGULAR], "2026-06-01", [(50000, [])]),
        ([REDUCED, REGULAR], "2026-12-31", [(50000, [100000])]),
        ([REDUCED, REGULAR], "2027-01-01", [(100000, [])]),
        ([REDUCED, {"amount": 100000, "from": "2027-01-01"}], "2026-11-25", [(50000, [100000])]),
        ([REDUCED, {"amount": 100000, "from": "2027-01-01"}], "2026-06-01", [(50000, [])]),
        ([REDUCED, {"amount": 100000, "from": "2027-01-01"}], "2027-01-01", [(100000, [])]),
        ([REDUCED], "2026-11-25", [(50000, [])]),
        ([REDUCED], "2027-01-01", []),
        ([{**REDUCED, "note": "lần đầu"}, {**REGULAR, "note": "cấp lại"}], "2026-11-25", [(50000, []), (100000, [])]),
    ],
)
def test_dated_amounts(
    terms: Terms, fees: list[dict[str, Any]], today: str, shown: list[tuple[int, list[int]]]
) -> None:
    [line] = fee_lines(with_fees(*fees), terms, dt.date.fromisoformat(today))
    assert amounts(line.items) == shown

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actions.wording import facts
from actions.wording.rendering import Terms
from tests.actions.samples import BIRTH, RESIDENCE, procedure

TODAY = dt.date(2026, 11, 25)


def with_fees(*fees: dict[str, Any], **row: Any) -> Any:
    return procedure("9.000001", "Thử", submissions=[{"way": "direct", "fees": list(fees), **row}])


def test_free_is_free_only_when_it_is_certain(terms: Terms) -> None:
    def free(found: Any) -> bool:
        return facts.fees(found, terms, TODAY)[0].free

    assert free(with_fees({"amount": 0}))
    assert not free(with_fees({"amount": 0}, set_by="province"))
    assert not free(with_fees())
    assert not free(with_fees({"amount": 0}, {"amount": 5000}))
    assert not free(with_fees({"amount": 0, "until": "2026-12-31"}))


def test_ways_of_equal_fees_are_one_line(terms: Terms) -> None:
    [line] = facts.fees(BIRTH, terms, TODAY)
    assert line.where.ways == ["direct", "online", "post"]
    online, direct = facts.fees(RESIDENCE, terms, TODAY)
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
    [line] = facts.fees(found.model_copy(update={"curated": True}), terms, TODAY)
    assert line.remark == remark
    assert facts.fees(found, terms, TODAY)[0].remark is None


def test_rows_of_one_way_are_told_apart_by_their_notes(terms: Terms) -> None:
    rows = [
        {"way": "direct", "time": {"value": 5, "unit": "day"}, "note": "- Cấp mới"},
        {"way": "direct", "time": {"value": 3, "unit": "day"}, "note": "- Cấp lại"},
    ]
    lines = facts.times(procedure("9.000001", "Thử", submissions=rows), terms)
    assert [line.where.note for line in lines] == ["Cấp mới", "Cấp lại"]


REDUCED = {"amount": 50000, "until": "2026-12-31"}
REGULAR = {"amount": 100000}


def amounts(items: list[facts.FeeItem]) -> list[tuple[int, list[int]]]:
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
    [line] = facts.fees(with_fees(*fees), terms, dt.date.fromisoformat(today))
    assert amounts(line.items) == shown


def test_the_next_working_day_is_said_only_where_the_steps_say_it(terms: Terms) -> None:
    assert facts.times(BIRTH, terms)[0].same_day
    for steps in (None, "Nhận sau 15 giờ thì có phiếu hẹn.", "Trả kết quả trong ngày làm việc tiếp theo."):
        assert not facts.times(BIRTH.model_copy(update={"steps": steps}), terms)[0].same_day
    two_days = {"way": "direct", "time": {"value": 2, "unit": "working_day"}}
    assert not facts.times(procedure("9.000001", "Thử", submissions=[two_days], steps=BIRTH.steps), terms)[0].same_day


@pytest.mark.parametrize("text", ["1", "Không có thông tin", "", None, "-"])
def test_a_time_that_says_nothing_is_unknown(terms: Terms, text: str | None) -> None:
    [line] = facts.times(procedure("9.000001", "Thử", submissions=[{"way": "direct", "time_text": text}]), terms)
    assert not line.known


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
    assert (facts.fees(flagged, terms, TODAY)[0].unsure, facts.times(flagged, terms)[0].unsure) == (fee, time)


def test_a_flag_that_contradicts_free_counts_for_curated_records_too(terms: Terms) -> None:
    flag = {"field": "submissions", "reason": "Ghi miễn phí nhưng dẫn sang thông tư"}
    row = {"way": "direct", "fees": [{"amount": 0}]}
    flagged = procedure("9.000001", "Thử", submissions=[row], flags=[flag], curated=True)
    assert facts.fees(flagged, terms, TODAY)[0].free_unsure
    assert not facts.fees(with_fees({"amount": 0}), terms, TODAY)[0].free_unsure


def test_legal_acts_name_their_number_once() -> None:
    basis = [
        {"number": "60/2014/QH13", "title": "Luật Hộ tịch"},
        {"number": "1/2025/NĐ-CP", "title": "Nghị định 1/2025/NĐ-CP"},
        {"number": "2/2025", "title": "QUY ĐỊNH CHI TIẾT"},
        {"number": None, "title": None},
    ]
    assert facts.legal_acts(procedure("9.000001", "Thử", legal_basis=basis)) == [
        "60/2014/QH13: Luật Hộ tịch",
        "Nghị định 1/2025/NĐ-CP",
        "2/2025: Quy định chi tiết",
    ]

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actions.dossiers.working_days import WorkingDays
from actions.province import Province
from actions.wording.computing import Computed, Computing
from actions.wording.rendering import Templates
from knowledge.procedure import Procedure
from tests.actions.samples import procedure

TUESDAY = dt.date(2026, 12, 1)
PAGES = [
    {"amount": 2000, "note": "Một trang, hai trang đầu"},
    {"amount": 1000, "note": "Một trang, từ trang thứ ba"},
]
PAGES_TEXT = "2.000 đồng một trang; từ trang thứ ba 1.000 đồng một trang; một bản không quá 200.000 đồng."


@pytest.fixture(scope="module")
def computing() -> Computing:
    return Computing(WorkingDays(Province.load().calendar))


def with_rows(*rows: dict[str, Any], **fields: Any) -> Procedure:
    return procedure("9.000001", "Thử", submissions=list(rows), **fields)


def told(found: Computed | None) -> str:
    assert found is not None
    return Templates().render("computed", kind=found.kind, **found.values)


COPIES = with_rows({"way": "direct", "fees": [{"amount": 8000, "note": "Một bản"}], "fee_text": "8.000 đồng một bản."})
CERTIFIED = with_rows(
    {"way": "direct", "fees": PAGES, "fee_text": PAGES_TEXT},
    {"way": "direct", "fees": [{"amount": 10, "currency": "USD", "note": "Một bản"}], "fee_text": "10 USD một bản."},
)


@pytest.mark.parametrize(
    ("said", "total"),
    [("10 bản thì bao nhiêu", "80.000"), ("lay 3 ban het may tien", "24.000"), ("hai bản nhiêu vậy", "16.000")],
)
def test_copies_are_multiplied(computing: Computing, said: str, total: str) -> None:
    assert f"{total} đồng" in told(computing.of(COPIES, said, TUESDAY))


def test_pages_are_priced_as_the_record_says(computing: Computing) -> None:
    assert "5.000 đồng" in told(computing.of(CERTIFIED, "photo 3 trang nhiêu tiền", TUESDAY))
    assert "70.000 đồng" in told(computing.of(CERTIFIED, "10 bản mỗi bản 5 trang hết bao nhiêu", TUESDAY))
    dear = told(computing.of(CERTIFIED, "một bản 400 trang bao nhiêu tiền", TUESDAY))
    assert "200.000 đồng" in dear
    unsaid = told(computing.of(CERTIFIED, "10 bản thì bao nhiêu", TUESDAY))
    assert "mỗi bản 1 trang: 20.000 đồng" in unsaid and "mỗi bản 2 trang: 40.000 đồng" in unsaid


@pytest.mark.parametrize(
    "rows",
    [
        [{"way": "direct", "fees": [{"amount": 8000}]}],
        [{"way": "direct", "fees": [{"amount": 8000, "note": "Một lần"}]}],
        [{"way": "direct", "fees": [{"amount": 8000, "note": "Một bản"}, {"amount": 5000, "note": "Trẻ em"}]}],
        [
            {"way": "direct", "fees": [{"amount": 8000, "note": "Một bản"}]},
            {"way": "online", "fees": [{"amount": 4000, "note": "Một bản"}]},
        ],
        [{"way": "direct", "fees": [{"amount": 8000, "note": "Một bản", "until": "2026-11-30"}]}],
        [{"way": "direct", "fees": []}],
    ],
)
def test_nothing_is_multiplied_where_the_price_of_one_is_not_certain(
    computing: Computing, rows: list[dict[str, Any]]
) -> None:
    assert computing.of(with_rows(*rows), "10 bản thì bao nhiêu tiền", TUESDAY) is None


def test_copies_are_only_priced_where_a_price_is_asked(computing: Computing) -> None:
    assert computing.of(COPIES, "nộp 2 bản được không", TUESDAY) is None


def test_a_day_is_counted_in_working_days_from_the_day_of_handing_in(computing: Computing) -> None:
    days = with_rows({"way": "direct", "time": {"value": 5, "unit": "working_day"}, "time_text": "5 ngày làm việc."})
    assert "08/12/2026" in told(computing.of(days, "hom nay nop thi bao gio co", TUESDAY))
    assert "09/12/2026" in told(computing.of(days, "mai tôi nộp thì hôm nào lấy", TUESDAY))
    # On a Saturday it is handed in on Monday.
    assert "nhận ngày 07/12/2026" in told(computing.of(days, "nộp hôm nay khi nào có", dt.date(2026, 12, 5)))
    assert computing.of(days, "hôm nay có làm việc không", TUESDAY) is None
    assert computing.of(days, "nộp thì bao giờ có", TUESDAY) is None


@pytest.mark.parametrize(
    "rows",
    [
        [{"way": "direct", "time": {"value": 1, "unit": "working_day"}, "time_text": "Trong ngày làm việc."}],
        [{"way": "direct", "time": {"value": 8, "unit": "hour"}, "time_text": "8 giờ làm việc."}],
        [
            {"way": "direct", "time": {"value": 5, "unit": "working_day"}},
            {"way": "direct", "time": {"value": 10, "unit": "working_day"}},
        ],
        [{"way": "direct", "time": None}],
        [{"way": "online", "time": {"value": 5, "unit": "working_day"}}],
    ],
)
def test_no_day_is_named_where_the_time_is_not_one_of_whole_days(
    computing: Computing, rows: list[dict[str, Any]]
) -> None:
    assert computing.of(with_rows(*rows), "hôm nay nộp thì bao giờ có", TUESDAY) is None


OLD_AGE = procedure(
    "9.000002", "Thử", conditions="Từ đủ 75 tuổi; hoặc từ đủ 70 đến dưới 75 tuổi mà thuộc hộ nghèo.\nCó đơn."
)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("bac 62 tuoi co duoc khong", "62 tuổi: không khớp với"),
        ("ông 76 tuổi rồi", '76 tuổi: khớp với "Từ đủ 75 tuổi"'),
        ("mẹ bảy mươi hai tuổi", '72 tuổi: khớp với "từ đủ 70 đến dưới 75 tuổi"'),
        ("ba tui bay muoi tuoi", '70 tuổi: khớp với "từ đủ 70 đến dưới 75 tuổi"'),
    ],
)
def test_an_age_is_held_against_the_limits_as_written(computing: Computing, said: str, sentence: str) -> None:
    found = computing.of(OLD_AGE, said, TUESDAY)
    assert sentence in told(found)
    assert found is not None and [statement.text for statement in found.statements] == [
        "Từ đủ 75 tuổi; hoặc từ đủ 70 đến dưới 75 tuổi mà thuộc hộ nghèo."
    ]


def test_an_age_means_nothing_where_the_record_names_none(computing: Computing) -> None:
    assert computing.of(COPIES, "tôi 62 tuổi", TUESDAY) is None

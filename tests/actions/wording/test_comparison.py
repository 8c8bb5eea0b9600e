from __future__ import annotations

import datetime as dt

import pytest

from actions.wording.comparison import Comparisons
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from tests.actions.samples import procedure

TODAY = dt.date(2026, 12, 1)
FIRST = procedure(
    "9.000001",
    "Cấp lại thẻ",
    papers=[
        {"case": None, "use": "submit", "items": [{"name": "Đơn", "originals": 1}, {"name": "Ảnh", "originals": 2}]}
    ],
    submissions=[{"way": "direct", "time": {"value": 5, "unit": "working_day"}, "fees": [{"amount": 70000}]}],
)
SECOND = procedure(
    "9.000002",
    "Cấp đổi thẻ",
    papers=[
        {"case": None, "use": "submit", "items": [{"name": "Đơn", "originals": 1}, {"name": "Thẻ cũ", "originals": 1}]}
    ],
    submissions=[{"way": "direct", "time": {"value": 5, "unit": "working_day"}, "fees": [{"amount": 50000}]}],
)


@pytest.fixture
def comparisons(templates: Templates, terms: Terms) -> Comparisons:
    return Comparisons(templates, terms)


def test_only_what_differs_is_told(comparisons: Comparisons) -> None:
    text = comparisons.compare(FIRST, SECOND, TODAY).text
    assert "(1) Lệ phí: 70.000 đồng" in text and "(2) Lệ phí: 50.000 đồng" in text
    assert "chỉ việc (1) cần: Ảnh." in text and "chỉ việc (2) cần: Thẻ cũ." in text
    assert "Thời hạn" not in text and "Đơn" not in text
    assert "9.000001 và 9.000002" in text


def test_that_nothing_differs_is_said(comparisons: Comparisons) -> None:
    same = FIRST.model_copy(update={"code": "9.000003", "name": "Như thế"})
    assert "ghi hai thủ tục này như nhau" in comparisons.compare(FIRST, same, TODAY).text

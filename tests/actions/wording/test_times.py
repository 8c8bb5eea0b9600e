from __future__ import annotations

import pytest

from actions.wording.terms import Terms
from actions.wording.times import time_lines
from tests.actions.samples import BIRTH, procedure


def test_rows_of_one_way_are_told_apart_by_their_notes(terms: Terms) -> None:
    rows = [
        {"way": "direct", "time": {"value": 5, "unit": "day"}, "note": "- Cấp mới"},
        {"way": "direct", "time": {"value": 3, "unit": "day"}, "note": "- Cấp lại"},
    ]
    lines = time_lines(procedure("9.000001", "Thử", submissions=rows), terms)
    assert [line.where.note for line in lines] == ["Cấp mới", "Cấp lại"]


def test_the_next_working_day_is_said_only_where_the_steps_say_it(terms: Terms) -> None:
    assert time_lines(BIRTH, terms)[0].same_day
    for steps in (None, "Nhận sau 15 giờ thì có phiếu hẹn.", "Trả kết quả trong ngày làm việc tiếp theo."):
        assert not time_lines(BIRTH.model_copy(update={"steps": steps}), terms)[0].same_day
    two_days = {"way": "direct", "time": {"value": 2, "unit": "working_day"}}
    assert not time_lines(procedure("9.000001", "Thử", submissions=[two_days], steps=BIRTH.steps), terms)[0].same_day


@pytest.mark.parametrize("text", ["1", "Không có thông tin", "", None, "-"])
def test_a_time_that_says_nothing_is_unknown(terms: Terms, text: str | None) -> None:
    [line] = time_lines(procedure("9.000001", "Thử", submissions=[{"way": "direct", "time_text": text}]), terms)
    assert not line.known

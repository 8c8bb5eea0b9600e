from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actions import facts
from actions.rendering import Terms
from tests.actions.samples import BIRTH, RESIDENCE, procedure

TODAY = dt.date(2026, 11, 25)
ROOM = 1000


def with_papers(*groups: dict[str, Any]) -> Any:
    return procedure("9.000001", "Thử", papers=list(groups))


def with_fees(*fees: dict[str, Any], **row: Any) -> Any:
    return procedure("9.000001", "Thử", submissions=[{"way": "direct", "fees": list(fees), **row}])


def names(lines: list[facts.PaperLine]) -> list[str]:
    return [line.name for line in lines]


def test_what_everybody_brings_comes_before_what_only_some_bring(terms: Terms) -> None:
    laid = facts.papers(BIRTH, terms, ROOM)
    assert names(laid.submit) == ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh"]
    assert names(laid.present) == ["Căn cước của người đi đăng ký"]
    assert [(case.case, names(case.lines)) for case in laid.cases] == [
        ("", ["Biên bản về việc trẻ bị bỏ rơi"]),
        ("Ủy quyền cho người khác đi thay", ["Giấy ủy quyền"]),
    ]
    assert laid.cases[0].lines[0].when == "Trẻ bị bỏ rơi"
    assert laid.notes == ["Không phải nộp bản giấy khi đã có giấy chứng sinh điện tử."]
    assert (laid.more_general, laid.more_cases) == (0, 0)


def test_a_note_is_never_a_paper(terms: Terms) -> None:
    laid = facts.papers(with_papers({"items": [{"name": "Lưu ý thôi", "kind": "note", "originals": 0}]}), terms, ROOM)
    assert not laid.any
    assert laid.notes == ["Lưu ý thôi"]


def test_the_only_group_is_for_everybody_unless_its_name_is_a_case(terms: Terms) -> None:
    heading = facts.papers(with_papers({"case": "Hồ sơ gồm", "items": [{"name": "Đơn"}]}), terms, ROOM)
    assert names(heading.submit) == ["Đơn"]
    case = facts.papers(with_papers({"case": "Đối với tổ chức", "items": [{"name": "Đơn"}]}), terms, ROOM)
    assert case.submit == [] and case.cases[0].case == "Đối với tổ chức"


def test_a_row_that_is_a_case_is_not_for_everybody(terms: Terms) -> None:
    laid = facts.papers(with_papers({"items": [{"name": "- Trường hợp ủy quyền thì có giấy ủy quyền"}]}), terms, ROOM)
    assert laid.submit == []
    assert names(laid.cases[0].lines) == ["Trường hợp ủy quyền thì có giấy ủy quyền"]


def test_a_case_that_the_name_repeats_is_said_once(terms: Terms) -> None:
    row = {"name": "Nếu ủy quyền: giấy ủy quyền", "when": "Nếu ủy quyền"}
    line = facts.papers(with_papers({"items": [row]}), terms, ROOM).cases[0].lines[0]
    assert (line.when, line.name) == (None, "Nếu ủy quyền: giấy ủy quyền")


def test_a_long_list_is_cut_between_cases(terms: Terms) -> None:
    laid = facts.papers(RESIDENCE, terms, ROOM)
    assert 1 <= len(laid.cases) < 12
    assert len(laid.cases) + laid.more_cases == 12
    assert all(case.more == 0 for case in laid.cases)


def test_what_everybody_brings_is_cut_last(terms: Terms) -> None:
    many = [{"name": f"Giấy tờ số {n}"} for n in range(100)]
    laid = facts.papers(with_papers({"items": many}, {"case": "Khác", "items": [{"name": "Đơn"}]}), terms, 300)
    assert 3 < len(laid.submit) < 20
    assert len(laid.submit) + laid.more_general == 100
    assert laid.more_cases == 1


def test_a_first_case_that_is_too_long_shows_its_beginning(terms: Terms) -> None:
    many = [{"name": f"Giấy tờ số {n}"} for n in range(100)]
    [case] = facts.papers(with_papers({"case": "Đối với A", "items": many}), terms, 300).cases
    assert len(case.lines) + case.more == 100
    assert case.lines


def test_forms_are_listed_once_and_those_with_an_address_first(terms: Terms) -> None:
    url = "https://dichvucong.gov.vn/a"
    rows = [
        {"name": "Đơn đề nghị"},
        {"name": "Bản cam kết", "form": {"name": "ck.docx", "url": url}},
        {"name": "Đơn đề nghị"},
        {"name": "Căn cước"},
    ]
    found = facts.forms(with_papers({"items": rows}), terms)
    assert found == [facts.FormLine("Bản cam kết", url), facts.FormLine("Đơn đề nghị", None)]


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
        ("submissions[0].time_text", "x", False, False, True),
        ("submissions", "Ghi lệ phí hai mức", False, True, False),
        ("submissions", "Thời hạn hai cách khác nhau", False, False, True),
        ("submissions", "Ghi lệ phí hai mức", True, False, False),
        ("agency", "Thời hạn, lệ phí", False, False, False),
    ],
)
def test_flags_make_numbers_doubtful(field: str, reason: str, curated: bool, fee: bool, time: bool) -> None:
    flagged = procedure("9.000001", "Thử", flags=[{"field": field, "reason": reason}], curated=curated)
    assert (facts.uncertain(flagged, "fee"), facts.uncertain(flagged, "time")) == (fee, time)


def test_a_flag_that_contradicts_free_counts_for_curated_records_too() -> None:
    flag = {"field": "submissions", "reason": "Ghi miễn phí nhưng dẫn sang thông tư"}
    assert facts.free_is_doubtful(procedure("9.000001", "Thử", flags=[flag], curated=True))
    assert not facts.free_is_doubtful(procedure("9.000001", "Thử"))


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

from __future__ import annotations

from typing import Any

from actions.wording import papers
from actions.wording.terms import Terms
from tests.actions.samples import BIRTH, RESIDENCE, procedure

ROOM = 1000


def with_papers(*groups: dict[str, Any]) -> Any:
    return procedure("9.000001", "Thử", papers=list(groups))


def names(lines: list[papers.PaperLine]) -> list[str]:
    return [line.name for line in lines]


def test_what_everybody_brings_comes_before_what_only_some_bring(terms: Terms) -> None:
    laid = papers.papers(BIRTH, terms, ROOM)
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
    laid = papers.papers(with_papers({"items": [{"name": "Lưu ý thôi", "kind": "note", "originals": 0}]}), terms, ROOM)
    assert not laid.any
    assert laid.notes == ["Lưu ý thôi"]


def test_the_only_group_is_for_everybody_unless_its_name_is_a_case(terms: Terms) -> None:
    heading = papers.papers(with_papers({"case": "Hồ sơ gồm", "items": [{"name": "Đơn"}]}), terms, ROOM)
    assert names(heading.submit) == ["Đơn"]
    case = papers.papers(with_papers({"case": "Đối với tổ chức", "items": [{"name": "Đơn"}]}), terms, ROOM)
    assert case.submit == [] and case.cases[0].case == "Đối với tổ chức"


def test_a_heading_is_no_case(terms: Terms) -> None:
    groups = [{"case": case, "items": [{"name": case}]} for case in ("Bao gồm:", "Hồ sơ gồm", "Nhập khẩu")]
    laid = papers.papers(with_papers(*groups), terms, ROOM)
    assert names(laid.submit) == ["Bao gồm", "Hồ sơ gồm"]
    assert [case.case for case in laid.cases] == ["Nhập khẩu"]


def test_a_row_that_is_a_case_is_not_for_everybody(terms: Terms) -> None:
    laid = papers.papers(with_papers({"items": [{"name": "- Trường hợp ủy quyền thì có giấy ủy quyền"}]}), terms, ROOM)
    assert laid.submit == []
    assert names(laid.cases[0].lines) == ["Trường hợp ủy quyền thì có giấy ủy quyền"]


def test_a_case_that_the_name_repeats_is_said_once(terms: Terms) -> None:
    row = {"name": "Nếu ủy quyền: giấy ủy quyền", "when": "Nếu ủy quyền"}
    line = papers.papers(with_papers({"items": [row]}), terms, ROOM).cases[0].lines[0]
    assert (line.when, line.name) == (None, "Nếu ủy quyền: giấy ủy quyền")


def test_a_long_list_is_cut_between_cases(terms: Terms) -> None:
    laid = papers.papers(RESIDENCE, terms, ROOM)
    assert 1 <= len(laid.cases) < 12
    assert len(laid.cases) + laid.more_cases == 12
    assert all(case.more == 0 for case in laid.cases)


def test_what_everybody_brings_is_cut_last(terms: Terms) -> None:
    many = [{"name": f"Giấy tờ số {n}"} for n in range(100)]
    laid = papers.papers(with_papers({"items": many}, {"case": "Khác", "items": [{"name": "Đơn"}]}), terms, 300)
    assert 3 < len(laid.submit) < 20
    assert len(laid.submit) + laid.more_general == 100
    assert laid.more_cases == 1


def test_a_first_case_that_is_too_long_shows_its_beginning(terms: Terms) -> None:
    many = [{"name": f"Giấy tờ số {n}"} for n in range(100)]
    [case] = papers.papers(with_papers({"case": "Đối với A", "items": many}), terms, 300).cases
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
    found = papers.forms(with_papers({"items": rows}), terms)
    assert found == [papers.FormLine("Bản cam kết", url), papers.FormLine("Đơn đề nghị", None)]


def test_what_is_to_be_known_of_a_paper_is_said_where_there_is_room(terms: Terms) -> None:
    sheet = {"name": "Tờ khai", "originals": 1, "note": "Nộp qua mạng thì điền trên trang."}
    passport = {"name": "Hộ chiếu", "originals": 1, "note": "Còn hạn ít nhất 6 tháng."}
    found = with_papers({"use": "submit", "items": [sheet, passport]})

    def notes(room: int) -> list[str | None]:
        return [line.note for line in papers.papers(found, terms, room).submit]

    assert notes(1000) == ["Nộp qua mạng thì điền trên trang", "Còn hạn ít nhất 6 tháng"]
    assert notes(105) == [None, "Còn hạn ít nhất 6 tháng"]
    assert notes(80) == [None, None]


def test_notes_that_are_not_shown_are_counted(terms: Terms) -> None:
    items = [{"name": f"Lưu ý thứ {n}", "kind": "note"} for n in range(6)]
    laid = papers.papers(with_papers({"items": items}), terms, ROOM)
    assert (len(laid.notes), laid.more_notes) == (4, 2)

from __future__ import annotations

import datetime as dt

from actions.wording.pages import page_of, topic_page_of
from actions.wording.terms import Terms
from tests.actions.samples import BIRTH, EMPTY, LISTED, procedure
from tests.actions.world import TOPICS

TODAY = dt.date(2026, 11, 25)


def test_a_page_holds_the_whole_record_with_papers_and_notes_apart(terms: Terms) -> None:
    page = page_of(BIRTH, terms, TODAY)
    assert [[paper.name for paper in group.papers] for group in page.papers[:2]] == [
        ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh", "Biên bản về việc trẻ bị bỏ rơi"],
        ["Căn cước của người đi đăng ký"],
    ]
    assert page.papers[0].papers[2].when == "Trẻ bị bỏ rơi"
    assert page.papers[3].notes == ["Không phải nộp bản giấy khi đã có giấy chứng sinh điện tử."]
    assert [section.title for section in page.sections] == ["Các bước", "Kết quả nhận được"]
    assert page.legal_basis == ["60/2014/QH13: Luật Hộ tịch"]
    assert page.details and not page_of(LISTED, terms, TODAY).details


def test_what_a_source_does_not_say_is_not_on_the_page(terms: Terms) -> None:
    silent = procedure("9.000001", "Thử.", result="Không có thông tin", agency="", submissions=[{"way": "direct"}])
    page = page_of(silent, terms, TODAY)
    assert (page.name, page.sections, page.agency, page.fee_texts) == ("Thử", [], None, [])
    assert page_of(EMPTY, terms, TODAY).fees == []


def test_a_case_that_the_papers_name_holds_is_not_said_twice(terms: Terms) -> None:
    items = [{"name": "Trường hợp ủy quyền thì nộp giấy ủy quyền", "when": "Trường hợp ủy quyền"}]
    [group] = page_of(procedure("9.000001", "Thử", papers=[{"items": items}]), terms, TODAY).papers
    assert group.papers[0].when is None


def test_a_topic_names_only_what_is_published(terms: Terms) -> None:
    page = topic_page_of(TOPICS["su-kien/sinh-con"], [BIRTH], terms)
    assert page.names == {"1.001193": "Thủ tục đăng ký khai sinh"}
    assert page.source == "Các thủ tục trên Cổng Dịch vụ công quốc gia"

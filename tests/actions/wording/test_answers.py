from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actions.reply import Reply
from actions.state import ASPECTS, Aspect, State
from actions.wording.answers import Answers
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from knowledge.procedure import Procedure
from tests.actions import samples
from tests.actions.samples import BIRTH, EMPTY, LISTED, MARRIAGE, NOWHERE, RESIDENCE, procedure
from tests.actions.world import NOON

CATALOGUE = Path(__file__).parents[4] / "shared" / "catalogue" / "bosung.jsonl"


@pytest.fixture
def answers(templates: Templates, terms: Terms) -> Answers:
    return Answers(templates, terms, "https://motcua.test/")


def text_of(answers: Answers, about: Procedure, *aspects: Aspect, now: dt.datetime = NOON) -> str:
    return answers.answer(about, list(aspects), State(), now).text


def with_way(**row: Any) -> Procedure:
    return procedure("9.000001", "Thử", submissions=[{"way": "direct", **row}])


@pytest.mark.parametrize("about", samples.ALL, ids=lambda about: about.code)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_template_renders_every_shape(answers: Answers, about: Procedure, aspect: Aspect) -> None:
    text = text_of(answers, about, aspect)
    assert len(text) < 1700
    assert "None" not in text and "!" not in text
    assert "\n\n\n" not in text and "  " not in text
    assert about.name in text


def test_birth_begins_with_the_declaration_and_sets_apart_what_only_some_bring(answers: Answers) -> None:
    text = text_of(answers, BIRTH, "papers")
    assert "1. Tờ khai đăng ký khai sinh (1 bản chính). Mẫu: https://dichvucong.gov.vn/mau/1.docx\n" in text
    assert "2. Giấy chứng sinh (1 bản chính)\n" in text
    everybody, some = text.split("Chỉ ai thuộc trường hợp dưới đây mới cần thêm:")
    assert "bỏ rơi" not in everybody and "ủy quyền" not in everybody.lower()
    assert "Trẻ bị bỏ rơi: Biên bản về việc trẻ bị bỏ rơi (1 bản chính)" in some
    assert "Lưu ý: Không phải nộp bản giấy" in some


def test_birth_takes_the_working_day_and_the_next_one_after_three(answers: Answers) -> None:
    assert "ngay trong ngày làm việc; nộp sau 15 giờ thì ngày làm việc kế tiếp" in text_of(answers, BIRTH, "time")


def test_a_long_list_ends_with_the_page(answers: Answers) -> None:
    text = text_of(answers, RESIDENCE, "papers")
    assert "trường hợp khác, xem đủ tại https://motcua.test/thu-tuc/1.004222" in text
    assert len(text) < 1500


def test_many_fees_and_places_end_with_the_page(answers: Answers) -> None:
    rows = [{"way": "direct", "fees": [{"amount": 1000 * n, "note": f"loại {n}"} for n in range(1, 31)]}]
    about = procedure("9.000001", "Thử", submissions=rows, places=[{"name": f"Nơi {n}."} for n in range(30)])
    fee, place = text_of(answers, about, "fee"), text_of(answers, about, "place")
    assert fee.count("đồng (loại") == 8 and "Còn 22 mức khác, xem đủ tại https://" in fee
    assert place.count("- Nơi") == 6 and "Còn 24 nơi khác, xem đủ tại https://" in place
    assert ".." not in place


def test_a_very_long_name_is_cut(answers: Answers) -> None:
    about = procedure("9.000001", "Tên rất dài " * 60)
    assert len(text_of(answers, about, "fee")) < 500


def test_several_aspects_stand_in_the_order_asked_with_one_source(answers: Answers) -> None:
    text = text_of(answers, BIRTH, "time", "fee")
    assert text.index("Thời hạn:") < text.index("Lệ phí:")
    assert text.count("Nguồn:") == 1


def test_the_source_line(answers: Answers) -> None:
    line = "Nguồn: Cổng Dịch vụ công quốc gia, thủ tục 1.001193, Quyết định 163/QĐ-BTP; dữ liệu ngày 01/07/2026."
    assert text_of(answers, BIRTH, "fee").endswith(line)
    old = " Đã quá 6 tháng, anh/chị hỏi lại nơi nộp trước khi đi."
    assert text_of(answers, BIRTH, "fee", now=NOON.replace(year=2027, month=1, day=1)).endswith(line)
    assert text_of(answers, BIRTH, "fee", now=NOON.replace(year=2027, month=1, day=2)).endswith(line + old)
    undated = BIRTH.model_copy(update={"decision": None, "source": BIRTH.source.model_copy(update={"as_of": None})})
    assert text_of(answers, undated, "fee").endswith("Nguồn: Cổng Dịch vụ công quốc gia, thủ tục 1.001193.")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"fees": [{"amount": 0}]}, "Lệ phí: miễn phí."),
        ({"fees": [{"amount": 50000}]}, "Lệ phí: 50.000 đồng."),
        ({"fees": [{"amount": 20, "currency": "USD"}]}, "Lệ phí: 20 USD."),
        ({}, "Tôi chưa có mức phí chắc chắn của việc này. Như vậy không có nghĩa là miễn phí."),
        ({"set_by": "province"}, "; nguồn ghi mức thu do HĐND tỉnh quy định. Như vậy không có nghĩa là miễn phí."),
        ({"fees": [{"amount": 0}], "set_by": "province"}, "không có nghĩa là miễn phí"),
        ({"fee_text": "Theo Nghị quyết 12"}, "Nguồn ghi: Theo Nghị quyết 12"),
        (
            {"fees": [{"amount": 50000, "until": "2026-12-31"}, {"amount": 100000}]},
            "50.000 đồng, đến hết ngày 31/12/2026; từ ngày 01/01/2027 là 100.000 đồng.",
        ),
        (
            {"fees": [{"amount": 50000, "until": "2026-12-31"}]},
            "đến hết ngày 31/12/2026; sau ngày đó anh/chị hỏi lại nơi nộp.",
        ),
        ({"fees": [{"amount": 50000, "until": "2027-12-31"}]}, "50.000 đồng, đến hết ngày 31/12/2027."),
    ],
)
def test_fees(answers: Answers, row: dict[str, Any], says: str) -> None:
    assert says in text_of(answers, with_way(**row), "fee")


def test_silence_is_never_free(answers: Answers) -> None:
    for silent in (EMPTY, MARRIAGE, with_way(), with_way(fee_text="Không có thông tin")):
        assert "miễn phí" not in text_of(answers, silent, "fee").replace("không có nghĩa là miễn phí", "")


def test_fees_that_differ_by_way(answers: Answers) -> None:
    text = text_of(answers, RESIDENCE, "fee")
    assert "- Nộp qua mạng: 10.000 đồng.\n- Nộp trực tiếp: 20.000 đồng." in text


def test_a_way_without_a_certain_fee_is_named(answers: Answers) -> None:
    rows = [{"way": "direct", "fees": [{"amount": 5000}]}, {"way": "post", "set_by": "province"}]
    text = text_of(answers, procedure("9.000001", "Thử", submissions=rows), "fee")
    assert (
        "- Gửi bưu điện: chưa có mức phí chắc chắn, mức thu do HĐND tỉnh quy định, như vậy không có nghĩa là miễn phí"
        in text
    )


def test_a_flag_makes_a_number_uncertain(answers: Answers) -> None:
    def flagged(*flags: tuple[str, str], amount: int) -> Procedure:
        row = {"way": "direct", "fees": [{"amount": amount}]}
        found = [{"field": field, "reason": reason} for field, reason in flags]
        return procedure("9.000001", "Thử", submissions=[row], flags=found)

    unsure = "chưa chắc chắn vì nguồn có chỗ chưa khớp"
    assert unsure in text_of(answers, flagged(("submissions[0].fees", "x"), amount=5000), "fee")
    assert unsure not in text_of(answers, flagged(("agency", "x"), amount=5000), "fee")
    free = text_of(answers, flagged(("submissions", "Ghi miễn phí nhưng dẫn thông tư"), amount=0), "fee")
    assert "Lệ phí: nguồn ghi miễn phí, nhưng có chỗ chưa khớp nên chưa chắc chắn." in free


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"time": {"value": 7, "unit": "working_day"}}, "Thời hạn: 7 ngày làm việc."),
        ({"time": {"value": 2.5, "unit": "day"}}, "Thời hạn: 2,5 ngày."),
        ({"time": {"value": 4, "unit": "hour"}}, "Thời hạn: 4 giờ."),
        ({"time_text": "Ngay khi nhận đủ hồ sơ."}, "Thời hạn: Ngay khi nhận đủ hồ sơ."),
        ({"time_text": "Không quy định"}, "Thời hạn: Không quy định."),
        ({"time_text": "1"}, "Về thời hạn giải quyết, tôi chưa có thông tin chắc chắn. Anh/chị xem trang chính thức:"),
    ],
)
def test_times(answers: Answers, row: dict[str, Any], says: str) -> None:
    assert says in text_of(answers, with_way(**row), "time")


def test_times_that_differ_by_way(answers: Answers) -> None:
    rows = [
        {"way": "direct", "time": {"value": 22, "unit": "working_day"}},
        {"way": "online", "time": {"value": 12, "unit": "working_day"}},
        {"way": "post"},
    ]
    text = text_of(answers, procedure("9.000001", "Thử", submissions=rows), "time")
    assert (
        "- Nộp trực tiếp: 22 ngày làm việc.\n- Nộp qua mạng: 12 ngày làm việc.\n- Gửi bưu điện: chưa có thời hạn"
        in text
    )


def test_places_are_never_invented(answers: Answers) -> None:
    place = [{"name": "Trung tâm A", "address": "1 Đường B"}]
    assert "Nơi nộp: Trung tâm A, 1 Đường B." in text_of(answers, procedure("9.000001", "Thử", places=place), "place")
    assert "Cơ quan thực hiện: Công an cấp Xã." in text_of(answers, RESIDENCE, "place")
    assert "Cơ quan thực hiện: Sở A (cấp tỉnh)." in text_of(
        answers, procedure("9.000001", "Thử", agency="Sở A.", levels=["tỉnh"]), "place"
    )
    assert "Về nơi nộp, tôi chưa có thông tin chắc chắn" in text_of(answers, EMPTY, "place")
    for about in samples.ALL:
        assert "nơi cư trú" not in text_of(answers, about, "place")


def test_the_centre_is_named_only_where_the_record_names_it(answers: Answers) -> None:
    assert "Trung tâm Phục vụ hành chính công" in text_of(answers, BIRTH, "place")
    assert "Trung tâm Phục vụ hành chính công" not in text_of(answers, RESIDENCE, "place")


def test_online(answers: Answers) -> None:
    assert "toàn trình" in text_of(answers, BIRTH, "online")
    assert "dichvucong.gov.vn, đăng nhập bằng VNeID" in text_of(answers, RESIDENCE, "online")
    assert "Nguồn không ghi cách nộp qua mạng" in text_of(answers, MARRIAGE, "online")
    assert "chưa có thông tin chắc chắn" in text_of(answers, EMPTY, "online")


def test_old_terms_are_shown_under_todays_names(answers: Answers) -> None:
    about = procedure("9.000001", "Thử", steps="Nộp tại Bộ phận một cửa của Ủy ban nhân dân cấp huyện.")
    text = text_of(answers, about, "steps")
    assert "Nộp tại Trung tâm Phục vụ hành chính công của" in text
    assert "Từ 01/07/2025 không còn cấp huyện" in text
    assert "không còn cấp huyện" not in text_of(answers, about, "fee")


def test_a_long_text_is_cut_with_the_page(answers: Answers) -> None:
    about = procedure("9.000001", "Thử", steps="Một bước rất dài. " * 200)
    text = text_of(answers, about, "steps")
    assert "dài …\nXem đủ tại https://motcua.test/thu-tuc/9.000001" in text
    assert len(text) < 1200


def test_follow_ups_are_what_was_not_yet_said(answers: Answers) -> None:
    state = State()
    first = answers.answer(BIRTH, ["papers"], state, NOON)
    assert [b.title for b in first.buttons] == [
        "Lệ phí bao nhiêu?",
        "Mất bao lâu?",
        "Không đúng việc tôi cần",
        "Xem đầy đủ",
    ]
    assert first.buttons[-1].url == "https://motcua.test/thu-tuc/1.001193"
    second = answers.answer(BIRTH, ["fee"], state, NOON)
    assert [b.title for b in second.buttons][:2] == ["Mất bao lâu?", "Nộp ở đâu?"]
    assert [o.payload for o in state.offers] == [b.payload for b in second.buttons if b.payload]


def test_an_entry_of_a_list_only_leads_to_the_official_page(answers: Answers) -> None:
    reply = answers.answer(LISTED, ["papers"], State(), NOON)
    assert "Anh/chị xem trang chính thức: https://dichvucong.gov.vn/tt/1" in reply.text
    assert [b.url for b in reply.buttons if b.url] == ["https://dichvucong.gov.vn/tt/1"]
    assert "dichvucong.gov.vn" in answers.answer(NOWHERE, [], State(), NOON).text


def test_the_reply_says_what_it_is_about(answers: Answers) -> None:
    reply = answers.answer(BIRTH, ["fee"], State(), NOON).as_json()
    assert reply["type"] == "answer" and reply["aspects"] == ["fee"]
    assert reply["procedure"] == {
        "code": "1.001193",
        "name": "Thủ tục đăng ký khai sinh",
        "short_name": None,
        "url": "https://motcua.test/thu-tuc/1.001193",
    }
    assert reply["source"] == samples.SOURCE
    assert all(set(button) in ({"title", "payload"}, {"title", "url"}) for button in reply["buttons"])


def _catalogue() -> Iterator[Procedure]:
    for line in CATALOGUE.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        record["levels"] = [level for level in record["levels"] if level in ("bộ", "tỉnh", "xã", "khác")]
        yield Procedure.model_validate(record)


@pytest.mark.catalogue
@pytest.mark.skipif(not CATALOGUE.is_file(), reason="../shared is absent")
def test_real_records_make_answers_of_a_readable_length(answers: Answers) -> None:
    replies: list[Reply] = [
        answers.answer(about, [aspect], State(), NOON) for about in _catalogue() for aspect in ASPECTS
    ]
    assert len(replies) == 44 * len(ASPECTS)
    lengths = sorted(len(reply.text) for reply in replies)
    assert lengths[-1] < 1700
    assert lengths[int(len(lengths) * 0.98)] < 1500

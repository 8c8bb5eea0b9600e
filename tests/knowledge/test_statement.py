from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from knowledge import bundled
from knowledge.procedure import Procedure
from knowledge.statement import KINDS, Kind, Statement, statements_of
from knowledge.topic import EventPaper, EventStep, Guide, LifeEvent, Topic
from tests.knowledge.samples import procedure

DAY = dt.date(2026, 12, 1)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def told(entry: Procedure | Topic, kind: Kind) -> list[str]:
    """What a record says of one kind, with the cases."""
    return [statement.whole for statement in statements_of(entry) if statement.kind == kind]


def bare(**fields: object) -> Procedure:
    """A procedure that says nothing but the given."""
    return procedure(**({"papers": [], "submissions": [], "steps": None} | fields))  # type: ignore[arg-type]


def one_way(**fields: object) -> Procedure:
    """A procedure that says nothing but one way of submitting."""
    return bare(submissions=[{"way": "direct"} | fields])


def numbers(text: str) -> set[str]:
    """The numbers of a text, without what parts thousands."""
    return {re.sub(r"[.,]", "", number) for number in _NUMBER.findall(text)}


def entries() -> Iterator[Procedure | Topic]:
    """All that is bundled."""
    yield from bundled.curated()
    yield from bundled.facts()
    yield from bundled.overlay()
    yield from bundled.topics().values()


def test_a_record_is_told_in_the_order_of_its_fields() -> None:
    record = procedure(
        places=[{"name": "UBND xã", "address": "12 Lê Duẩn", "note": "Chiều thứ bảy nghỉ"}],
        conditions="- Đủ 18 tuổi\n- Có nơi ở",
        result="Giấy khai sinh.",
        audience=["Công dân Việt Nam", "Người nước ngoài"],
    )
    statements = statements_of(record)
    assert [(one.kind, one.text) for one in statements] == [
        ("paper", "Tờ khai (1 bản chính)"),
        ("paper", "Giấy chứng sinh (1 bản chính)"),
        ("time", "1 ngày làm việc"),
        ("fee", "0 đồng"),
        ("place", "UBND xã, 12 Lê Duẩn. Chiều thứ bảy nghỉ"),
        ("condition", "Đủ 18 tuổi"),
        ("condition", "Có nơi ở"),
        ("step", "nộp hồ sơ."),
        ("result", "Giấy khai sinh."),
        ("who", "Công dân Việt Nam, Người nước ngoài"),
    ]
    assert [one.place for one in statements] == list(range(10))
    assert {one.kind for one in statements} <= set(KINDS)


def test_what_says_nothing_has_no_statements() -> None:
    assert statements_of(bare()) == []


@pytest.mark.parametrize(
    "line",
    [
        "1. Nộp hồ sơ",
        "12) Nộp hồ sơ",
        "- Nộp hồ sơ",
        "a) Nộp hồ sơ",
        "đ) Nộp hồ sơ",
        "Bước 2: Nộp hồ sơ",
        "• + Nộp hồ sơ",
    ],
)
def test_the_number_of_a_line_is_no_part_of_it(line: str) -> None:
    assert told(bare(steps=line), "step") == ["Nộp hồ sơ"]


@pytest.mark.parametrize("line", ["2.5 triệu đồng", "18 tuổi trở lên", "1.001193 là mã", "Bước vào phòng"])
def test_a_number_that_says_something_stays(line: str) -> None:
    assert told(bare(conditions=line), "condition") == [line]


def test_lines_of_nothing_but_signs_are_left_out() -> None:
    assert told(bare(steps="1. Nộp  hồ\tsơ\n\n-\n   \n2. Nhận"), "step") == ["Nộp hồ sơ", "Nhận"]


def test_a_text_that_two_ways_share_is_said_once() -> None:
    way = {"time_text": "3 ngày", "fee_text": "Không thu"}
    statements = statements_of(bare(submissions=[{"way": "direct"} | way, {"way": "online"} | way]))
    assert [(one.kind, one.text, one.place) for one in statements] == [("time", "3 ngày", 0), ("fee", "Không thu", 1)]


def test_counts_stand_behind_a_papers_name_and_its_note_behind_them() -> None:
    items = [
        {"name": "Tờ khai.", "originals": 2, "copies": 1, "note": "Ký từng trang"},
        {"name": "Căn cước;", "originals": 0, "copies": None},
    ]
    assert told(bare(papers=[{"items": items}]), "paper") == [
        "Tờ khai (2 bản chính, 1 bản sao). Ký từng trang",
        "Căn cước",
    ]


def test_the_case_is_of_the_group_and_of_the_paper() -> None:
    groups = [
        {"case": "Nhờ người khác:", "items": [{"name": "Giấy ủy quyền", "when": "ở xa."}]},
        {"case": "Nhờ người khác", "items": [{"name": "Căn cước", "when": "Nhờ người khác"}]},
        {"items": [{"name": "Tờ khai"}]},
    ]
    statements = statements_of(bare(papers=groups))
    assert [one.case for one in statements] == ["Nhờ người khác, ở xa", "Nhờ người khác", None]
    assert [one.whole for one in statements] == [
        "Nhờ người khác, ở xa: Giấy ủy quyền",
        "Nhờ người khác: Căn cước",
        "Tờ khai",
    ]


def test_the_same_paper_in_two_cases_is_two_statements() -> None:
    groups = [{"case": case, "items": [{"name": "Tờ khai"}]} for case in ("Cấp mới", "Cấp lại")]
    assert told(bare(papers=groups), "paper") == ["Cấp mới: Tờ khai", "Cấp lại: Tờ khai"]


def test_a_note_among_the_papers_is_a_note_for_everybody() -> None:
    record = bare(
        papers=[{"case": "Cấp mới", "items": [{"name": "Không cần bản sao.", "kind": "note", "originals": 1}]}]
    )
    assert statements_of(record) == [Statement("note", "Không cần bản sao.", None, 0)]


def test_fees_with_a_note_are_told_each_with_what_it_is_for() -> None:
    fees = [
        {"amount": 1200000, "note": "Cấp mới."},
        {"amount": 25, "currency": "USD", "note": "Cho người nước ngoài"},
        {"amount": 5000},
    ]
    assert told(one_way(fees=fees, fee_text="Theo bảng"), "fee") == [
        "Theo bảng",
        "Cấp mới: 1.200.000 đồng",
        "Cho người nước ngoài: 25 USD",
    ]


def test_a_fee_keeps_what_stands_behind_the_comma() -> None:
    assert told(one_way(fees=[{"amount": 12.5, "currency": "USD", "note": "Một tờ"}]), "fee") == ["Một tờ: 12,5 USD"]


def test_the_note_of_a_way_is_told() -> None:
    assert told(one_way(note="Nộp tại bưu điện"), "way") == ["Nộp tại bưu điện"]


def test_a_guide_is_told_line_by_line() -> None:
    guide = Guide(code="huong-dan/otp", name="Mã OTP không đến", as_of=DAY, text="1. Xem sóng.\n2. Thử lại sau 5 phút.")
    assert [(one.kind, one.text) for one in statements_of(guide)] == [
        ("step", "Xem sóng."),
        ("step", "Thử lại sau 5 phút."),
    ]


def test_a_life_event_is_told_from_its_introduction_to_its_papers() -> None:
    event = LifeEvent(
        code="su-kien/sinh-con",
        name="Sinh con",
        as_of=DAY,
        intro="Ba việc làm một lần.",
        steps=(
            EventStep(code="1.001193", what="Khai sinh", note="Trong 60 ngày"),
            EventStep(code="1.004194", what="Đăng ký ở"),
        ),
        papers=(
            EventPaper(name="Giấy chứng sinh", steps=(1,), note="Bản chính"),
            EventPaper(name="Tờ khai", steps=(2,)),
        ),
    )
    assert [(one.kind, one.text) for one in statements_of(event)] == [
        ("note", "Ba việc làm một lần."),
        ("step", "Khai sinh. Trong 60 ngày"),
        ("step", "Đăng ký ở"),
        ("paper", "Giấy chứng sinh. Bản chính"),
        ("paper", "Tờ khai"),
    ]


def test_a_text_is_cut_into_sentences_but_not_inside_numbers() -> None:
    statement = Statement("note", "Phí 50.000 đồng. Nộp tại xã; Ai nộp cũng được.", None, 0)
    assert statement.sentences == ["Phí 50.000 đồng.", "Nộp tại xã;", "Ai nộp cũng được."]


def test_a_curated_record_and_a_facts_only_record_tell_their_papers_and_times() -> None:
    curated = next(record for record in bundled.curated() if record.code == "1.001193")
    names = [item.name.rstrip(" .;") for group in curated.papers for item in group.items]
    texts = " ".join(one.text for one in statements_of(curated))
    assert names and all(" ".join(name.split()) in texts for name in names)
    facts = next(record for record in bundled.facts() if any(way.time_text for way in record.submissions))
    assert told(facts, "time")


def test_nothing_of_the_bundle_is_told_twice_or_empty() -> None:
    for entry in entries():
        statements = statements_of(entry)
        keys = [(one.kind, one.case, one.text) for one in statements]
        assert len(keys) == len(set(keys)), entry.code
        assert all(one.text.strip() == one.text != "" and "\n" not in one.text for one in statements), entry.code


def test_every_number_of_every_statement_of_the_bundle_stands_in_its_record() -> None:
    for entry in entries():
        said = numbers(entry.model_dump_json(by_alias=True))
        for statement in statements_of(entry):
            assert numbers(statement.whole) <= said, (entry.code, statement.whole)

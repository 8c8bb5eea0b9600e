"""What the report finds in a catalogue, and what it leaves alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from knowledge.procedure import Procedure
from knowledge.quality import Finding, Kind, report
from tests.knowledge.samples import procedure, submission

TODAY = dt.date(2026, 11, 25)


def found(kind: Kind, *procedures: Procedure, today: dt.date = TODAY) -> list[tuple[str, str]]:
    """Code and field of the findings of one kind."""
    return [(finding.code, finding.field) for finding in report(procedures, today).findings if finding.kind == kind]


def fees(**fields: Any) -> list[dict[str, Any]]:
    return [submission(0, 1), submission(0, 1, "online") | fields]


def test_a_sound_procedure_has_no_findings() -> None:
    whole = report([procedure()], TODAY)
    assert (whole.procedures, whole.findings) == (1, [])
    assert set(whole.counts().values()) == {0}


def test_missing_fees() -> None:
    none = procedure("1.000001", submissions=[])
    one = procedure("1.000002", submissions=fees(fees=[], fee_text=None))
    listed = procedure("1.000003", submissions=[], papers=[], details=False)
    assert found("missing_fee", none, one, listed) == [("1.000001", "submissions"), ("1.000002", "submissions[1].fees")]


def test_papers_that_were_not_taken_apart() -> None:
    none = procedure("1.000001", papers=[{"case": "Bao gồm", "items": []}])
    uncounted = procedure(
        "1.000002", papers=[{"items": [{"name": "Đơn", "originals": 1}, {"name": "Thẻ, ảnh, phiếu"}]}]
    )
    note = procedure("1.000003", papers=[{"items": [{"name": "Đơn", "copies": 1}, {"name": "Lưu ý", "kind": "note"}]}])
    flagged = procedure("1.000004", flags=[{"field": "papers[0]", "reason": "không tách được"}])
    assert found("unparsed_papers", none, uncounted, note, flagged) == [
        ("1.000001", "papers"),
        ("1.000002", "papers[0].items[1]"),
        ("1.000004", "papers[0]"),
    ]


def test_names_that_occur_several_times() -> None:
    twins = [procedure("1.000001", name="Cấp  thẻ"), procedure("1.000002"), procedure("1.000003", name="cấp thẻ")]
    assert found("shared_name", *twins) == [("1.000001", "name"), ("1.000003", "name")]
    assert {finding.text for finding in report(twins, TODAY).findings} == {"1.000001, 1.000003"}


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (dt.date(2026, 11, 24), "date_past"),
        (dt.date(2026, 11, 25), "date_soon"),
        (dt.date(2027, 1, 24), "date_soon"),
        (dt.date(2027, 1, 25), None),
    ],
)
def test_dates_past_and_soon_past(day: dt.date, kind: Kind | None) -> None:
    dated = procedure("1.000001", submissions=fees(fees=[{"amount": 1000, "until": day.isoformat()}]))
    told = procedure("1.000002", submissions=fees(fee_text=f"25.000 đồng đến hết ngày {day:%d/%m/%Y}"))
    spoken = procedure("1.000003", conditions=f"Áp dụng đến ngày {day.day} tháng {day.month} năm {day.year}.")
    named = [
        ("1.000001", "submissions[1].fees[0].until"),
        ("1.000002", "submissions[1].fees"),
        ("1.000003", "conditions"),
    ]
    for each in ("date_past", "date_soon"):
        assert found(each, dated, told, spoken) == (named if each == kind else [])  # type: ignore[arg-type]


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert report([procedure(conditions="đến ngày 31/02/2026")], TODAY).findings == []


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân cấp huyện",
        "UBND xã, phường, thị trấn",
        "các quận, huyện, thị xã",
        "Uỷ ban nhân dân huyện nơi cư trú",
    ],
)
def test_districts_after_the_first_of_july_2025(text: str) -> None:
    old = procedure(steps=f"Nộp tại {text}.", places=[{"name": text}])
    assert found("district", old) == [(old.code, "steps"), (old.code, "places[0]")]
    assert found("district", old, today=dt.date(2025, 6, 30)) == []
    (finding, _) = (one for one in report([old], TODAY).findings if one.kind == "district")
    assert finding.text in f"Nộp tại {text}."


def test_titles_of_legal_documents_are_history() -> None:
    act = {"number": "1/2014/TT", "title": "Hướng dẫn Ủy ban nhân dân cấp huyện đến hết ngày 31/12/2020"}
    assert report([procedure(legal_basis=[act])], TODAY).findings == []


def test_another_provinces_agency() -> None:
    other = procedure(agency="Sở Nội vụ", jurisdiction="other_province")
    assert report([other], TODAY).findings == [Finding("other_province", other.code, "agency", "Sở Nội vụ")]


def test_times_without_a_unit() -> None:
    bare = procedure("1.000001", submissions=fees(time=None, time_text="7"))
    worded = procedure("1.000002", submissions=fees(time=None, time_text="Không quy định"))
    assert found("time_without_unit", bare, worded) == [("1.000001", "submissions[1].time")]


@pytest.mark.parametrize(
    ("fields", "dropped"),
    [
        ({"fee_text": "50 VNĐ (50.000 đồng)", "fees": [{"amount": 50000}]}, True),
        ({"fee_text": "Phí : 50 Đồng", "fees": []}, True),
        ({"fee_text": None, "fees": [{"amount": 50}]}, True),
        ({"fee_text": "50.000 VNĐ", "fees": [{"amount": 50000}]}, False),
        ({"fee_text": "Phí : 0 Đồng", "fees": [{"amount": 0}]}, False),
        ({"fee_text": "50 USD", "fees": [{"amount": 50, "currency": "USD"}]}, False),
    ],
)
def test_thousands_dropped(fields: dict[str, Any], dropped: bool) -> None:
    assert found("thousands_dropped", procedure(submissions=fees(**fields))) == (
        [("1.001193", "submissions[1].fees")] if dropped else []
    )


def test_what_an_importer_flagged_is_told() -> None:
    flagged = procedure(flags=[{"field": "legal_basis", "reason": "số khác tên"}])
    assert report([flagged], TODAY).findings == [Finding("flagged", flagged.code, "legal_basis", "số khác tên")]


def test_a_flag_on_what_is_told_already_is_not_told_twice() -> None:
    flags = [
        {"field": "submissions[1].time", "reason": "thiếu đơn vị"},
        {"field": "submissions[1].fees", "reason": "x"},
    ]
    bare = procedure(submissions=fees(time=None, time_text="7", fees=[]), flags=flags)
    assert [finding.kind for finding in report([bare], TODAY).findings] == [
        "missing_fee",
        "time_without_unit",
        "flagged",
    ]


def test_a_date_long_ago_is_history() -> None:
    assert report([procedure(conditions="Tham gia từ tháng 7/1954 đến 30/4/1975.")], TODAY).findings == []


def test_slips_are_told_with_their_field() -> None:
    slipped = procedure("1.000001", name=". Cấp giấy phép", conditions="Giấy tờ nêu trên trên đây.")
    assert found("slip", slipped) == [("1.000001", "name"), ("1.000001", "conditions")]
    assert found("slip", procedure(name="Cấp giấy phép thi công công trình")) == []


def test_counts_procedures_not_findings() -> None:
    twice = procedure("1.000001", submissions=[submission(0, 1) | {"fees": []}, submission(0, 1) | {"fees": []}])
    whole = report((each for each in (twice, procedure("1.000002"))), TODAY)
    assert (whole.procedures, len(whole.findings)) == (2, 2)
    assert whole.counts()["missing_fee"] == 1

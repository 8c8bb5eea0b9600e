"""How the layers become one record: field by field, the strongest that states something."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.procedure import Procedure
from knowledge.store.digest import differing, digest
from knowledge.store.merge import Layer, merge
from tests.knowledge.samples import BIRTH, curated, papers, procedure, submission


def merged(layers: dict[Layer, Procedure], **corrections: Any) -> Procedure:
    whole = merge(layers, corrections)
    assert whole
    return whole


def overlay(**fields: Any) -> Procedure:
    return Procedure.model_validate(
        {"code": BIRTH, "name": "Của tỉnh", "source": {"title": "Tệp của tỉnh"}, "details": False} | fields
    )


def test_one_record_stays_as_it_is() -> None:
    assert merged({"import": procedure()}) == procedure()


def test_without_a_record_there_is_nothing() -> None:
    assert merge({}, {"steps": "Bước 1."}) is None
    assert merge({"overlay": overlay(conditions="Không")}, {}) is None


def test_an_empty_field_lets_the_weaker_value_through_and_papers_are_one_field() -> None:
    whole = merged(
        {
            "import": procedure(steps=None, papers=papers("Tờ khai"), agency=None),
            "facts": procedure(steps="Bước của bản kèm theo.", agency="Ủy ban nhân dân cấp xã"),
        }
    )
    assert whole.steps == "Bước của bản kèm theo."
    assert whole.agency == "Ủy ban nhân dân cấp xã"
    assert [item.name for group in whole.papers for item in group.items] == ["Tờ khai"]


def test_our_own_record_wins_where_the_source_is_as_it_was() -> None:
    read = procedure()
    whole = merged({"curated": curated(read), "import": read})
    assert whole.curated
    assert whole.steps == "Nộp tại xã, nhận trong ngày."
    assert whole.papers == curated(read).papers
    assert whole.flags == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("submissions", [submission(10_000, 1)]),
        ("submissions", [submission(0, 2)]),
        ("decision", "900/QĐ-BTP"),
        ("legal_basis", [{"number": "01/2026/QH15", "title": "Luật Hộ tịch (sửa đổi)"}]),
    ],
)
def test_numbers_that_moved_at_the_source_come_from_the_import(field: str, value: Any) -> None:
    was, now = procedure(), procedure(**{field: value}, source={"title": "Nguồn mới", "as_of": "2026-10-01"})
    whole = merged({"curated": curated(was), "import": now})
    assert getattr(whole, field) == getattr(now, field)
    assert whole.source == now.source
    assert whole.steps == "Nộp tại xã, nhận trong ngày."
    assert [flag.field for flag in whole.flags] == [field]
    assert "số liệu của nguồn" in whole.flags[0].reason


def test_papers_that_moved_at_the_source_are_flagged_and_stay_in_our_words() -> None:
    was, now = procedure(), procedure(papers=papers("Tờ khai", "Giấy chứng sinh", "Giấy ủy quyền"))
    whole = merged({"curated": curated(was), "import": now})
    assert whole.papers == curated(was).papers
    assert whole.source == curated(was).source
    assert [flag.field for flag in whole.flags] == ["papers"]


def test_an_import_that_no_longer_states_a_number_leaves_ours() -> None:
    whole = merged({"curated": curated(procedure()), "import": procedure(submissions=[])})
    assert whole.submissions == procedure().submissions
    assert [flag.field for flag in whole.flags] == ["submissions"]


def test_an_entry_of_a_list_says_nothing_against_our_own_record() -> None:
    entry = Procedure(code=BIRTH, name="Tên trong danh sách", details=False, source={"title": "Danh sách"})
    own = curated(procedure())
    assert merged({"curated": own, "import": entry}) == own


def test_an_entry_of_a_list_is_weaker_than_bundled_facts() -> None:
    entry = Procedure(code=BIRTH, name="Tên trong danh sách", agency="Sở", details=False, source={"title": "Danh sách"})
    whole = merged({"import": entry, "facts": procedure()})
    assert whole == procedure(agency="Sở")


def test_an_exported_record_that_was_written_from_the_same_source_is_no_news() -> None:
    own = curated(procedure())
    assert merged({"curated": own, "import": own}) == own


def test_an_export_of_a_flagged_record_brings_the_flag_and_the_numbers_to_another_store() -> None:
    was, now = procedure(), procedure(submissions=[submission(10_000, 1)])
    exported = merged({"curated": curated(was), "import": now})
    assert merged({"curated": curated(was), "import": exported}) == exported


def test_an_editor_may_hold_our_own_record_against_the_new_source_and_keep_it() -> None:
    was, now = procedure(), procedure(submissions=[submission(10_000, 1)])
    whole = merged({"curated": curated(was), "import": now}, origin={"digest": digest(now)})
    assert whole.submissions == was.submissions
    assert whole.flags == []
    later = procedure(submissions=[submission(20_000, 1)])
    assert merged({"curated": curated(was), "import": later}, origin={"digest": digest(now)}).flags


def test_a_correction_counts_as_it_stands_even_where_it_is_empty() -> None:
    whole = merged({"import": procedure()}, steps=None, papers=[])
    assert whole.steps is None
    assert whole.papers == []


def test_a_correction_silences_the_flag_of_its_field() -> None:
    now = procedure(submissions=[submission(10_000, 1)], flags=[{"field": "steps", "reason": "Thiếu bước."}])
    corrected = [entry.model_dump(mode="json") for entry in procedure().submissions]
    whole = merged({"curated": curated(procedure()), "import": now}, submissions=corrected)
    assert whole.submissions == procedure().submissions
    assert whole.flags == []


def test_a_correction_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValidationError):
        merged({"import": procedure()}, levels=["huyện"])


def test_a_flag_goes_with_the_value_that_it_is_about() -> None:
    flags = [
        {"field": "submissions.0.fees", "reason": "Hai mức phí."},
        {"field": "papers", "reason": "Không tách được."},
    ]
    read = procedure(flags=flags)
    whole = merged({"curated": curated(read, submissions=[]), "import": read})
    assert [flag.field for flag in whole.flags] == ["submissions.0.fees"]


def test_what_the_province_sets_is_over_everything() -> None:
    whole = merged(
        {
            "overlay": overlay(places=[{"name": "Trung tâm"}], conditions="Theo tỉnh."),
            "curated": curated(procedure()),
        },
        conditions="Theo cán bộ.",
    )
    assert whole.conditions == "Theo tỉnh."
    assert [place.name for place in whole.places] == ["Trung tâm"]
    assert whole.name == procedure().name
    assert whole.source == procedure().source
    assert whole.details


def test_a_provinces_fee_replaces_the_fee_and_leaves_the_time() -> None:
    fee = {"way": "direct", "fees": [{"amount": 5000}], "fee_text": "5.000 đồng", "set_by": "province"}
    base = procedure(submissions=[submission(0, 1), submission(0, 3, "post")])
    direct, post = merged({"overlay": overlay(submissions=[fee]), "import": base}).submissions
    assert [one.amount for one in direct.fees] == [5000]
    assert (direct.fee_text, direct.set_by) == ("5.000 đồng", "province")
    assert direct.time == base.submissions[0].time
    assert post == base.submissions[1]


def test_a_way_that_only_the_province_offers_is_added() -> None:
    way = {"way": "online", "online_level": "full"}
    direct, online = merged({"overlay": overlay(submissions=[way]), "import": procedure()}).submissions
    assert direct == procedure().submissions[0]
    assert (online.way, online.online_level) == ("online", "full")


def test_several_entries_of_the_province_for_one_way_replace_it() -> None:
    base = procedure(submissions=[submission(0, 1), submission(0, 3, "post")])
    ways = [submission(1000, 1), submission(2000, 5)]
    post, *direct = merged({"overlay": overlay(submissions=ways), "import": base}).submissions
    assert post == base.submissions[1]
    assert [entry.model_dump(mode="json", exclude_defaults=True)["fees"][0]["amount"] for entry in direct] == [
        1000,
        2000,
    ]


def test_the_digest_holds_on_to_facts_and_not_to_spelling() -> None:
    read = procedure()
    spelled = procedure(
        name="Tên khác",
        steps="Lời khác",
        papers=papers("Giấy  chứng sinh.", "TỜ KHAI"),
        decision="163 / QĐ-BTP",
        submissions=[submission(0, 1) | {"time_text": "trong 1 ngày", "fee_text": "Miễn phí", "note": "Ghi chú"}],
    )
    assert digest(spelled) == digest(read)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"decision": "164/QĐ-BTP"}, ["decision"]),
        ({"papers": papers("Tờ khai")}, ["papers"]),
        ({"submissions": [submission(0, 1, "online")]}, ["submissions"]),
        ({"submissions": [submission(0, 1) | {"fees": [{"amount": 0, "until": "2026-12-31"}]}]}, ["submissions"]),
        ({"submissions": [], "legal_basis": []}, ["submissions", "legal_basis"]),
    ],
)
def test_the_digest_says_which_facts_moved(changed: dict[str, Any], fields: list[str]) -> None:
    assert differing(digest(procedure()), digest(procedure(**changed))) == fields


def test_a_digest_of_another_make_differs_in_everything() -> None:
    assert differing("abc", digest(procedure())) == ["decision", "papers", "submissions", "legal_basis"]


def test_the_digest_is_stable() -> None:
    # Curated records carry digests in files: a change of the computation would flag them all.
    assert digest(procedure()) == "b847ddf33f8c-7eb5cd0b916d-c7d6f283a71b-bbd2b4a88c0b"

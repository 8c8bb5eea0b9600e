"""The province's ways of submitting over the nation's."""

from __future__ import annotations

from typing import Any

from knowledge.procedure import Submission
from knowledge.store.overlay import lay_ways_over
from tests.knowledge.samples import submission


def ways(*entries: dict[str, Any]) -> list[Submission]:
    return [Submission.model_validate(entry) for entry in entries]


def test_a_single_entry_sets_what_it_states_in_each_of_its_way() -> None:
    province = ways({"way": "direct", "fees": [{"amount": 8000}], "set_by": "province"})
    laid = lay_ways_over(province, [submission(0, 1), submission(0, 5), submission(0, 2, "online")])
    assert [(entry.way, entry.fees[0].amount, entry.set_by) for entry in laid] == [
        ("direct", 8000, "province"),
        ("direct", 8000, "province"),
        ("online", 0, None),
    ]
    assert [entry.time_text for entry in laid] == ["1 ngày làm việc", "5 ngày làm việc", "2 ngày làm việc"]


def test_fees_go_with_their_text_and_a_time_with_its_own() -> None:
    (laid,) = lay_ways_over(ways({"way": "direct", "fees": [{"amount": 1}]}), [submission(0, 1)])
    assert (laid.fee_text, laid.time_text) == (None, "1 ngày làm việc")


def test_several_entries_replace_their_way() -> None:
    laid = lay_ways_over(ways(submission(1, 1), submission(2, 1)), [submission(0, 9), submission(0, 2, "post")])
    assert [(entry.way, int(entry.fees[0].amount)) for entry in laid] == [("post", 0), ("direct", 1), ("direct", 2)]


def test_a_way_that_the_nation_does_not_know_is_added() -> None:
    laid = lay_ways_over(ways({"way": "online", "online_level": "full"}), [submission(0, 1)])
    assert [(entry.way, entry.online_level) for entry in laid] == [("direct", None), ("online", "full")]

"""The digest moves with the facts and with nothing else, and tells which of them moved."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.store.digest import FACTS, differing, digest
from tests.knowledge.samples import papers, procedure, submission


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("decision", "164/QĐ-BTP"),
        ("papers", papers("Tờ khai")),
        ("papers", [{"items": [{"name": "Tờ khai", "originals": 2}, {"name": "Giấy chứng sinh", "originals": 1}]}]),
        ("submissions", [submission(5000, 1)]),
        ("submissions", [submission(0, 2)]),
        ("submissions", [submission(0, 1, "online")]),
        ("legal_basis", [{"number": "61/2014/QH13"}]),
    ],
)
def test_the_fact_that_moved_is_named(field: str, value: Any) -> None:
    assert differing(digest(procedure()), digest(procedure(**{field: value}))) == [field]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Tên khác", "steps": "Khác.", "result": "Khác", "version": 7},
        {"papers": papers("Giấy chứng sinh", "TỜ  KHAI,")},
        {"papers": [{"items": papers("Tờ khai", "Giấy chứng sinh")[0]["items"] + [{"name": "x", "kind": "note"}]}]},
        {"legal_basis": [{"number": "60/2014/QH13"}, {"title": "Không số"}]},
        {"decision": "163/ QĐ - BTP"},
    ],
)
def test_what_is_no_fact_moves_nothing(fields: dict[str, Any]) -> None:
    assert digest(procedure()) == digest(procedure(**fields))


def test_what_is_no_digest_differs_in_everything() -> None:
    assert differing("", digest(procedure())) == list(FACTS)
    assert differing("a-b", digest(procedure())) == list(FACTS)

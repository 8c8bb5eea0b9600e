"""What says nothing is left out, so that the model's defaults hold; what is required stays for the model to judge."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.blanks import without_blanks
from knowledge.procedure import Fee, Procedure


@pytest.mark.parametrize(
    ("value", "stated"),
    [
        ({"code": "1", "decision": "", "field": None, "agency": "  "}, {"code": "1"}),
        ({"name": "", "code": None}, {"name": "", "code": None}),
        ({"audience": ["", "Công dân", None, " "]}, {"audience": ["Công dân"]}),
        ({"papers": [{"case": "", "items": [{"name": "", "note": ""}]}]}, {"papers": [{"items": [{"name": ""}]}]}),
        ({"source": {"title": "", "url": ""}}, {"source": {"title": ""}}),
        ({"strange": ""}, {"strange": ""}),
        ({"details": False, "version": 0}, {"details": False, "version": 0}),
        ([{"code": "1", "field": ""}, "x", None], [{"code": "1"}, "x", None]),
        ("", ""),
    ],
)
def test_only_optional_blanks_go(value: Any, stated: Any) -> None:
    assert without_blanks(value, Procedure) == stated


def test_a_field_is_known_by_its_name_in_json() -> None:
    assert without_blanks({"amount": 0, "from": "", "until": None}, Fee) == {"amount": 0}

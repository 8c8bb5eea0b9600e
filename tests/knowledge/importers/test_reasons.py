"""Why a record is refused, in words that an editor understands."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.importers.reasons import reason_of
from knowledge.procedure import Procedure

WHOLE: dict[str, Any] = {"code": "1.001193", "name": "Khai sinh", "source": {"title": "Nguồn"}}


def reason(**fields: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        Procedure.model_validate({key: value for key, value in (WHOLE | fields).items() if value != "gone"})
    return reason_of(refused.value)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "gone"}, "thiếu name"),
        ({"ten": "x"}, "trường lạ ten"),
        ({"code": "khai sinh"}, 'mã thủ tục "khai sinh" không đúng dạng 1.001193'),
        ({"levels": ["huyện"]}, "levels.1: \"huyện\" không phải một trong 'bộ', 'tỉnh', 'xã', 'khác'"),
        ({"name": 5}, 'name: "5" không phải chữ đọc được'),
        ({"papers": "x"}, 'papers: "x" không phải danh sách'),
        ({"source": "x"}, 'source: "x" không phải nhóm trường'),
        ({"papers": [{"items": [{"name": "x", "copies": -1}]}]}, 'papers.1.items.1.copies: "-1" nhỏ hơn 0'),
        ({"source": {"title": "x", "as_of": "hôm qua"}}, 'source.as_of: "hôm qua" không phải ngày dạng 2026-07-01'),
        ({"version": "hai"}, 'version: "hai" không phải con số dùng được'),
        ({"details": "có lẽ"}, 'details: "có lẽ" không phải true hoặc false'),
    ],
)
def test_the_field_and_the_value_are_named(fields: dict[str, Any], expected: str) -> None:
    assert reason(**fields) == expected


def test_three_are_shown_and_the_others_counted() -> None:
    assert reason(a=1, b=1, c=1, d=1, e=1) == "trường lạ a; trường lạ b; trường lạ c; và 2 lỗi khác"


def test_a_long_value_is_cut_and_a_broken_one_shown() -> None:
    assert reason(code="x" * 100).count("x") == 60
    assert "\\udc80" in reason(name="\udc80")

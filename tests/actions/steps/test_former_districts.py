from __future__ import annotations

import pytest

from actions.province import Province
from actions.steps.former_districts import FormerDistricts
from tests.actions.world import Citizen, asks

KNOWN = FormerDistricts(Province.load().former_districts)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Krông Pắc nộp ở đâu", "huyện Krông Pắc"),
        ("o krong pak thi nop o dau", "huyện Krông Pắc"),
        ("nhà em ở huyện Lắk", "huyện Lắk"),
        ("dân M'drak nộp chỗ nào", "huyện M'Đrắk"),
        ("làm ở bmt được không", "thành phố Buôn Ma Thuột"),
        ("Sông Cầu giờ nộp ở mô", "thị xã Sông Cầu"),
        ("xã Krông Pắc nộp ở đâu", None),
        ("phường Buôn Hồ ở đâu", None),
        ("tỉnh Đắk Lắk nộp ở đâu", None),
        ("nộp ở đâu", None),
    ],
)
def test_a_former_district_is_known_by_its_name(text: str, name: str | None) -> None:
    assert KNOWN.find(text) == name


@pytest.mark.anyio
async def test_who_asks_where_and_names_a_former_district_is_told(citizen: Citizen) -> None:
    answer, notice = await citizen.say("khai sinh ở Krông Pắc nộp ở đâu", asks("place"), ["place"])
    assert answer["type"] == "answer" and answer["aspects"] == ["place"]
    assert notice["type"] == "notice" and notice["text"].startswith("Từ 01/07/2025 không còn huyện Krông Pắc.")
    assert len(await citizen.say("khai sinh ở Krông Pắc lệ phí bao nhiêu", asks("fee"), ["fee"])) == 1

"""Names offered while one writes."""

from __future__ import annotations

import httpx
import pytest

from bot.public.suggestions import Names, short
from bot.running.knowledge_watch import Entry

NAMES = [
    "Thủ tục đăng ký khai sinh",
    "Đăng ký lại khai sinh",
    "Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con",
    "Đăng ký khai tử",
    "Cấp giấy phép lái xe",
]
ENTRIES = [Entry(f"1.00000{number}", name, "Hộ tịch", ("xã",), None) for number, name in enumerate(NAMES)]


def found(text: str) -> list[int]:
    return [ENTRIES.index(entry) for entry in Names(ENTRIES).beginning(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("khai sinh", [0, 1, 2]),
        ("KHAI SI", [0, 1, 2]),
        ("dang ki khai t", [3]),
        ("đăng kí khai s", [0, 2, 1]),
        ("giấy lái", [4]),
        ("sinh khai lại", [1]),
        ("ai sinh", []),
        ("1.000003", [3]),
        ("thủ tục đăng ký khai sinh kết", [2]),
        ("  ", []),
        ("?!", []),
    ],
)
def test_each_word_begins_a_word_of_the_name(text: str, places: list[int]) -> None:
    assert found(text) == places


def test_at_most_five_are_offered() -> None:
    many = Names([Entry(str(number), f"Cấp giấy {number}", None, (), None) for number in range(20)])
    assert len(many.beginning("cấp")) == 5


def test_a_name_is_said_as_people_say_it() -> None:
    assert short("Thủ tục đăng ký khai sinh") == "Đăng ký khai sinh"
    assert short("Cấp giấy phép") == "Cấp giấy phép"


def test_what_is_published_is_offered(url: str) -> None:
    answer = httpx.get(f"{url}/api/suggest", params={"q": "ket hon"}, trust_env=False)
    assert answer.status_code == 200
    body = answer.json()
    assert body["suggestions"] == [{"code": "1.000894", "name": "Đăng ký kết hôn", "field": "Hộ tịch"}]
    assert isinstance(body["took_ms"], float)
    assert httpx.get(f"{url}/api/suggest", params={"q": "x" * 201}, trust_env=False).status_code == 422

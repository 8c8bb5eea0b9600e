from __future__ import annotations

import pytest

from actions.wording.age_limits import age_limits


@pytest.mark.parametrize(
    ("text", "ages_within", "ages_outside"),
    [
        ("từ đủ 70 đến dưới 75 tuổi mà thuộc hộ nghèo", (70, 74), (69, 75)),
        ("Từ đủ 18 đến hết 25 tuổi", (18, 25), (17, 26)),
        ("công dân từ đủ 75 tuổi trở lên", (75, 99), (74,)),
        ("người đã đủ 16 tuổi", (16,), (15,)),
        ("trên 60 tuổi", (61,), (60,)),
        ("Trẻ dưới 6 tuổi", (0, 5), (6,)),
        ("Người chưa đủ 14 tuổi", (13,), (14,)),
    ],
)
def test_a_limit_holds_for_the_ages_that_it_means(
    text: str, ages_within: tuple[int, ...], ages_outside: tuple[int, ...]
) -> None:
    (limit,) = age_limits(text)
    assert all(limit.holds(age) for age in ages_within)
    assert not any(limit.holds(age) for age in ages_outside)


def test_an_age_that_is_no_limit_is_none() -> None:
    assert age_limits("hơn con 20 tuổi") == []
    assert age_limits("Giấy khai sinh của người 14 tuổi") == []


def test_all_limits_of_a_text_come_in_its_order() -> None:
    told = [limit.text for limit in age_limits("Từ đủ 75 tuổi; hoặc từ đủ 70 đến dưới 75 tuổi, hộ nghèo")]
    assert told == ["Từ đủ 75 tuổi", "từ đủ 70 đến dưới 75 tuổi"]

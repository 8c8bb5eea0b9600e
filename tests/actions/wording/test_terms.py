from __future__ import annotations

import pytest

from actions.wording.terms import Terms


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("Nộp tại  Bộ phận một cửa cấp xã", "Nộp tại Trung tâm Phục vụ hành chính công cấp xã"),
        ("bộ phận tiếp nhận và trả kết quả của UBND xã", "Trung tâm Phục vụ hành chính công của UBND xã"),
        ("Bộ phận Một cửa Ngân hàng Nhà nước Khu vực", "Bộ phận Một cửa Ngân hàng Nhà nước Khu vực"),
        ("Bộ phận một cửa", "Bộ phận một cửa"),
        ("cơ quan giải quyết TTHC", "cơ quan giải quyết thủ tục hành chính"),
        ("Ủy ban nhân dân xã, phường, thị trấn", "Ủy ban nhân dân xã, phường"),
    ],
)
def test_old_terms_have_todays_names(terms: Terms, old: str, today: str) -> None:
    assert terms.today(old) == today


def test_districts_are_noticed(terms: Terms) -> None:
    assert terms.names_abolished("Ủy ban nhân dân cấp huyện")
    assert not terms.names_abolished("Ủy ban nhân dân cấp xã")

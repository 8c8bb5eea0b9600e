"""Who carries a procedure out, and whose jurisdiction follows."""

from __future__ import annotations

import pytest

from knowledge.importers.readings.agencies import Agency, agency, audience, jurisdiction, levels, other_province
from knowledge.procedure import Level


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        ("Sở Nội vụ Thành phố Hà Nội", "Sở Nội vụ", "Hà Nội"),
        ("Sở Xây dựng - tỉnh An Giang", "Sở Xây dựng", "An Giang"),
        ("Sở Tài chính TP.Đà Nẵng", "Sở Tài chính", "Đà Nẵng"),
        ("Sở Y tế tỉnh Sơn La, Sở Tài chính tỉnh Sơn La", "Sở Y tế, Sở Tài chính", "Sơn La"),
        ("Sở Tài chính các tỉnh, thành phố", "Sở Tài chính các tỉnh, thành phố", None),
        ("Sở Nội vụ tỉnh Đắk Lắk", "Sở Nội vụ tỉnh Đắk Lắk", None),
        ("Không có thông tin", None, None),
        (None, None, None),
    ],
)
def test_another_province_gets_its_general_name(text: str | None, name: str | None, province: str | None) -> None:
    assert agency(text) == Agency(name, province)


@pytest.mark.parametrize(
    ("field", "level", "who", "expected"),
    [
        ("Hải quan", ["xã"], Agency("Chi cục Hải quan khu vực"), "central"),
        ("Hoạt động kho quỹ", ["tỉnh"], Agency("Ngân hàng Nhà nước Khu vực"), "central"),
        ("Đất đai", ["tỉnh"], Agency("Sở Nông nghiệp và Môi trường", "Hà Nội"), "other_province"),
        ("Hộ tịch", ["xã"], Agency("Ủy ban nhân dân cấp xã"), "commune"),
        ("Hộ tịch", ["xã"], Agency("Sở Tư pháp"), None),
        ("Luật sư", ["tỉnh"], Agency("Sở Tư pháp"), "province"),
        ("Luật sư", ["tỉnh"], Agency("Ủy ban nhân dân cấp xã"), None),
        ("Luật sư", ["tỉnh"], Agency("Bộ Tư pháp"), None),
        ("Luật sư", ["bộ", "tỉnh"], Agency("Sở Tư pháp"), None),
        ("Hợp tác xã", ["tỉnh"], Agency("Cơ quan quản lý hợp tác xã cấp tỉnh"), "province"),
    ],
)
def test_jurisdiction_only_where_it_is_certain(
    field: str, level: list[Level], who: Agency, expected: str | None
) -> None:
    assert jurisdiction(field, level, who) == expected


def test_levels_and_audience() -> None:
    assert levels("Cấp bộ, Cấp tỉnh, Cơ quan khác") == ["bộ", "tỉnh", "khác"]
    assert levels(None) == []
    assert audience("Công dân Việt Nam, Cán bộ, công chức, viên chức, Tổ chức (không bao gồm doanh nghiệp, HTX)") == [
        "Công dân Việt Nam",
        "Cán bộ, công chức, viên chức",
        "Tổ chức (không bao gồm doanh nghiệp, HTX)",
    ]


def test_the_seat_of_the_ministries_is_no_other_province() -> None:
    assert other_province("Số 1 phố Một, thành phố Hà Nội") is None
    assert other_province("Trung tâm ở Hà Nội và tỉnh Hà Tĩnh") == "Hà Tĩnh"

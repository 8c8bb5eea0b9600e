"""Who carries a procedure out: levels, agencies, and whose jurisdiction follows from them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.importers.text import mended, one_line, stated
from knowledge.procedure import Jurisdiction, Level

_LEVELS: dict[str, Level] = {"bộ": "bộ", "tỉnh": "tỉnh", "xã": "xã", "khác": "khác"}

# Provinces before and after the mergers of 2025, without Đắk Lắk and Phú Yên, which is part of it now.
_OTHER_PROVINCES = (
    "An Giang|Bà Rịa - Vũng Tàu|Bà Rịa|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định"
    "|Bình Phước|Bình Thuận|Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai"
    "|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Hồ Chí Minh|HCM|Huế|Hưng Yên"
    "|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|Long An|Nam Định|Nghệ An|Ninh Bình"
    "|Ninh Thuận|Phú Thọ|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình"
    "|Thái Nguyên|Thanh Hóa|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái"
)
_NAMED = re.compile(
    rf"\s*(?:[-–]\s*)?\b(?:(?:tỉnh|thành phố|TP\.?)\s*)?\b(?P<province>{_OTHER_PROVINCES})\b", re.IGNORECASE
)
_CENTRAL_FIELDS = {
    "Hải quan",
    "Thuế",
    "Thành lập và hoạt động ngân hàng",
    "Hoạt động ngoại hối",
    "Hàng hải và đường thủy nội địa",
}
_CENTRAL = re.compile(r"Ngân hàng Nhà nước|Hải quan|Cảng vụ|\bThuế\b|Chi cục thuế|Cục Thuế|Cục Hàng hải", re.IGNORECASE)
_MINISTRY = re.compile(
    r"\bBộ\b|\bCục\b(?!\s*cảnh sát)|Kho bạc|Bảo hiểm xã hội|Tòa án|Chính phủ|Chủ tịch nước|Thi hành án"
)
_PROVINCIAL = re.compile(r"\bSở\b|cấp tỉnh|\btỉnh\b|Chi cục|Ban quản lý", re.IGNORECASE)
_COMMUNAL = re.compile(r"cấp xã|\bxã\b|phường", re.IGNORECASE)
_AUDIENCE = re.compile(r",\s*(?=[A-ZĐ])(?![^(]*\))")


@dataclass(frozen=True)
class Agency:
    """An agency's general name, and the province that the source named with it, if it did."""

    name: str | None
    province: str | None = None


def agency(text: str | None) -> Agency:
    """Give the agency its general name: "Sở Nội vụ thành phố Hà Nội" is "Sở Nội vụ" (province "Hà Nội")."""
    name = stated(text)
    if name is None:
        return Agency(None)
    name = one_line(name)
    named = _NAMED.search(name)
    if named is None:
        return Agency(name)
    general = re.sub(r"\s+,", ",", _NAMED.sub("", name)).strip(" -–,")
    return Agency(_without_repeats(general), named["province"])


def other_province(text: str) -> str | None:
    """The other province that an address names. Hà Nội is the seat of the ministries: it is no other province here."""
    return next((found["province"] for found in _NAMED.finditer(text) if found["province"] != "Hà Nội"), None)


def levels(text: str | None) -> list[Level]:
    """Read "Cấp bộ, Cấp tỉnh, Cơ quan khác" in the source's order."""
    words = re.findall(r"bộ|tỉnh|xã|khác", mended(text or "").lower())
    return [_LEVELS[word] for word in dict.fromkeys(words)]


def audience(text: str | None) -> list[str]:
    """Read who may ask for it: "Công dân Việt Nam, Cán bộ, công chức, viên chức" are two."""
    known = stated(text)
    return [one_line(part) for part in _AUDIENCE.split(known)] if known else []


def jurisdiction(field: str | None, levels: list[Level], agency: Agency) -> Jurisdiction | None:
    """Say whose procedure it is, where that is certain: a central branch's, another province's, the level's."""
    name = agency.name or ""
    if field in _CENTRAL_FIELDS or name.startswith("Ngân hàng Nhà nước"):
        return "central"
    if agency.province:
        return "other_province"
    if _CENTRAL.search(name) or _MINISTRY.search(name):
        return None
    if levels == ["tỉnh"] and not _COMMUNAL.search(name.replace("hợp tác xã", "")):
        return "province"
    if levels == ["xã"] and not _PROVINCIAL.search(name):
        return "commune"
    return None


def _without_repeats(name: str) -> str:
    parts = re.split(r",\s+(?=[A-ZĐỦU])", name)
    return ", ".join(dict.fromkeys(part.strip() for part in parts))

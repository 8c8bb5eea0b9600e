"""Procedures in our own words, one for each shape that an answer must cope with."""

from __future__ import annotations

from typing import Any

from knowledge.procedure import Procedure

SOURCE = {"title": "Cổng Dịch vụ công quốc gia", "url": "https://dichvucong.gov.vn/tt/1", "as_of": "2026-07-01"}


def procedure(code: str, name: str, **fields: Any) -> Procedure:
    """A procedure with the fields that matter to a test."""
    return Procedure.model_validate({"code": code, "name": name, "source": SOURCE, **fields})


BIRTH = procedure(
    "1.001193",
    "Thủ tục đăng ký khai sinh",
    decision="163/QĐ-BTP",
    levels=["xã"],
    field="Hộ tịch",
    agency="Ủy ban nhân dân cấp xã",
    audience=["Công dân Việt Nam"],
    papers=[
        {
            "case": None,
            "use": "submit",
            "items": [
                {
                    "name": "Tờ khai đăng ký khai sinh",
                    "originals": 1,
                    "copies": 0,
                    "form": {"name": "Tờ khai", "url": "https://dichvucong.gov.vn/mau/1.docx"},
                },
                {"name": "Giấy chứng sinh", "originals": 1, "copies": 0},
                {"name": "Biên bản về việc trẻ bị bỏ rơi", "originals": 1, "when": "Trẻ bị bỏ rơi"},
            ],
        },
        {"case": None, "use": "present", "items": [{"name": "Căn cước của người đi đăng ký", "originals": 1}]},
        {
            "case": "Ủy quyền cho người khác đi thay",
            "use": "submit",
            "items": [{"name": "Giấy ủy quyền", "originals": 1}],
        },
        {
            "case": None,
            "use": None,
            "items": [{"name": "Không phải nộp bản giấy khi đã có giấy chứng sinh điện tử.", "kind": "note"}],
        },
    ],
    submissions=[
        {"way": way, "time": {"value": 1, "unit": "working_day"}, "fees": [{"amount": 0}], "online_level": level}
        for way, level in (("online", "full"), ("post", None), ("direct", None))
    ],
    steps="Nộp tại Trung tâm Phục vụ hành chính công. Hồ sơ nhận sau 15 giờ thì trả trong ngày làm việc tiếp theo.",
    result="Giấy khai sinh",
    legal_basis=[{"number": "60/2014/QH13", "title": "Luật Hộ tịch"}],
)

BIRTH_FOREIGN = procedure(
    "2.000528",
    "Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
    levels=["xã"],
    papers=[{"items": [{"name": "Tờ khai đăng ký khai sinh", "originals": 1}]}],
    submissions=[{"way": "direct", "time": {"value": 1, "unit": "working_day"}, "fees": [{"amount": 75000}]}],
)

RESIDENCE = procedure(
    "1.004222",
    "Đăng ký thường trú",
    levels=["xã"],
    agency="Công an cấp Xã",
    papers=[
        {"case": f"Trường hợp {n}", "items": [{"name": f"Giấy tờ dài dòng số {n} " * 12, "originals": 1}]}
        for n in range(1, 13)
    ],
    submissions=[
        {"way": "online", "time": {"value": 7, "unit": "working_day"}, "fees": [{"amount": 10000}]},
        {"way": "direct", "time": {"value": 7, "unit": "working_day"}, "fees": [{"amount": 20000}]},
    ],
)

MARRIAGE = procedure(
    "1.000894",
    "Thủ tục đăng ký kết hôn",
    levels=["xã"],
    submissions=[
        {"way": "direct", "time_text": "Ngay trong ngày làm việc", "fee_text": "Theo nghị quyết", "set_by": "province"}
    ],
    flags=[{"field": "submissions.0.fee_text", "reason": "names the people's council"}],
)

EMPTY = procedure("9.000001", "Thủ tục chưa có dữ liệu")
LISTED = procedure("9.000002", "Thủ tục chỉ có tên", details=False)
NOWHERE = Procedure.model_validate(
    {"code": "9.000003", "name": "Thủ tục không nguồn", "details": False, "source": {"title": "Danh mục"}}
)
SHARED_NAME = [procedure(f"9.00001{n}", "Thủ tục trùng tên", levels=["xã"]) for n in range(2)]

ALL = [BIRTH, BIRTH_FOREIGN, RESIDENCE, MARRIAGE, EMPTY, LISTED, NOWHERE, *SHARED_NAME]

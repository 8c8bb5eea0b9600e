"""Procedures of our own for the front door's tests."""

from __future__ import annotations

from knowledge.procedure import Procedure

BIRTH = Procedure.model_validate(
    {
        "code": "1.001193",
        "name": "Thủ tục đăng ký khai sinh",
        "decision": "163/QĐ-BTP",
        "levels": ["xã"],
        "field": "Hộ tịch",
        "agency": "Ủy ban nhân dân cấp xã",
        "audience": ["Công dân Việt Nam"],
        "papers": [
            {
                "case": None,
                "use": "submit",
                "items": [
                    {"name": "Tờ khai", "originals": 1, "form": {"name": "TK.docx", "url": "https://vi.du/TK.docx"}},
                    {"name": "Giấy chứng sinh <script>alert(1)</script>", "originals": 1},
                    {"name": "Lưu ý: khai trung thực", "kind": "note"},
                ],
            },
            {"case": "Trường hợp ủy quyền", "use": "present", "items": [{"name": "Văn bản ủy quyền", "copies": 2}]},
        ],
        "submissions": [
            {"way": "direct", "time": {"value": 1, "unit": "working_day"}, "fees": [{"amount": 0, "note": "đúng hạn"}]},
            {"way": "online", "time": {"value": 1, "unit": "working_day"}, "set_by": "province", "fee_text": "Do HĐND"},
        ],
        "steps": "- Nộp hồ sơ\n- Nhận kết quả",
        "result": "Giấy khai sinh",
        "legal_basis": [{"number": "60/2014/QH13", "title": "Luật Hộ tịch"}],
        "source": {"title": "Cổng Dịch vụ công quốc gia", "url": "https://dichvucong.gov.vn/1", "as_of": "2026-07-01"},
        "flags": [{"field": "steps", "reason": "chỉ biên tập viên xem"}],
    }
)
WEDDING = Procedure.model_validate(
    {
        "code": "1.000894",
        "name": "Thủ tục đăng ký kết hôn",
        "levels": ["xã"],
        "field": "Hộ tịch",
        "source": {"title": "Cổng Dịch vụ công quốc gia", "url": None},
    }
)
LAND = Procedure.model_validate(
    {
        "code": "1.012756",
        "name": "Đăng ký đất đai lần đầu",
        "levels": ["tỉnh"],
        "field": "Đất đai",
        "source": {"title": "Cổng Dịch vụ công quốc gia", "url": "javascript:alert(1)"},
        "details": False,
    }
)

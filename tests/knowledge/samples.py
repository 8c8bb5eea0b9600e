"""Procedures for the tests of the store."""

from __future__ import annotations

from typing import Any

from knowledge.procedure import Origin, Procedure
from knowledge.store.digest import digest

BIRTH = "1.001193"


def procedure(code: str = BIRTH, **fields: Any) -> Procedure:
    """A procedure as an importer gives it, JSON fields on top."""
    whole = {
        "code": code,
        "name": f"Thủ tục {code}",
        "decision": "163/QĐ-BTP",
        "levels": ["xã"],
        "field": "Hộ tịch",
        "papers": papers("Tờ khai", "Giấy chứng sinh"),
        "submissions": [submission(0, 1)],
        "steps": "Bước 1: nộp hồ sơ.",
        "legal_basis": [{"number": "60/2014/QH13", "title": "Luật Hộ tịch"}],
        "source": {"title": "Cổng Dịch vụ công quốc gia", "url": "https://example.vn/1", "as_of": "2026-07-01"},
    }
    return Procedure.model_validate(whole | fields)


def papers(*names: str) -> list[dict[str, Any]]:
    """One group of papers."""
    return [{"items": [{"name": name, "originals": 1, "copies": 0} for name in names]}]


def submission(amount: int, days: int, way: str = "direct") -> dict[str, Any]:
    """One way of submitting, with its fee and its time in working days."""
    return {
        "way": way,
        "time": {"value": days, "unit": "working_day"},
        "time_text": f"{days} ngày làm việc",
        "fees": [{"amount": amount}],
        "fee_text": f"{amount} đồng",
    }


def curated(read: Procedure, **fields: Any) -> Procedure:
    """Our own record, written from what ``read`` says."""
    own = {
        "papers": papers("Tờ khai đăng ký khai sinh", "Giấy chứng sinh của bệnh viện"),
        "steps": "Nộp tại xã, nhận trong ngày.",
        "curated": True,
        "origin": Origin(decision=read.decision, as_of=read.source.as_of, digest=digest(read)),
    }
    return procedure(read.code, **(own | fields))


def many(count: int, **fields: Any) -> list[Procedure]:
    """That many procedures."""
    return [procedure(f"2.{number:06}", **fields) for number in range(count)]

"""The digest of the import that a curated record was written from."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge.procedure import Procedure
from knowledge.store.digest import digest
from knowledge.upkeep.stamp import stamp


def written(folder: Path, *digests: str) -> Path:
    records = [
        {"code": f"1.00000{number}", "name": "Đăng ký", "origin": {"digest": value}}
        for number, value in enumerate(digests)
    ]
    path = folder / "ho-tich.json"
    path.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def imported(code: str, *, details: bool = True) -> Procedure:
    source = {"title": "Cổng Dịch vụ công quốc gia"}
    return Procedure.model_validate({"code": code, "name": "Đăng ký", "details": details, "source": source})


def test_only_an_empty_digest_is_filled(tmp_path: Path) -> None:
    path = written(tmp_path, "", "kept")
    assert stamp(tmp_path, [imported("1.000000"), imported("1.000001")]) == []
    first, second = json.loads(path.read_text(encoding="utf-8"))
    assert first["origin"]["digest"] == digest(imported("1.000000"))
    assert second["origin"]["digest"] == "kept"
    assert "Đăng ký" in path.read_text(encoding="utf-8")


def test_again_fills_all_that_were_read(tmp_path: Path) -> None:
    path = written(tmp_path, "old", "old")
    assert stamp(tmp_path, [imported("1.000000")], again=True) == []
    first, second = json.loads(path.read_text(encoding="utf-8"))
    assert first["origin"]["digest"] == digest(imported("1.000000"))
    assert second["origin"]["digest"] == "old"


def test_a_record_that_was_not_imported_is_named(tmp_path: Path) -> None:
    written(tmp_path, "", "")
    assert stamp(tmp_path, [imported("1.000000"), imported("1.000001", details=False)]) == ["1.000001"]

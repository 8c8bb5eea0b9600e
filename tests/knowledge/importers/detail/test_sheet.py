"""The detail sheets: samples of each oddity, and the facts of a key that was made by hand."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.importers.detail import sheet as detail_sheet
from knowledge.importers.reader import Rejection
from knowledge.procedure import Form, Procedure
from tests.knowledge.importers.catalogue import CATALOGUE, needs_catalogue

KEY = json.loads(Path(__file__).with_name("detail_key.json").read_text(encoding="utf-8"))


def sheet(**changes: Any) -> dict[str, Any]:
    """An invented sheet in the structure of the national database's; ``changes`` go to where they belong."""
    whole: dict[str, Any] = {
        "thu_tuc_id": "1.000901",
        "source_file": "ChiTietTTHC_1.000901.doc",
        "metadata": {
            "mã_thủ_tục": "1.000901",
            "tên_thủ_tục": "Thủ tục  mượn sách\nthư viện xã",
            "số_quyết_định": "Quyết định số 12/QĐ-UBND",
            "cấp_thực_hiện": "Cấp Tỉnh, Cấp Xã",
            "lĩnh_vực": "Thư viện",
        },
        "content": {
            "trình_tự_thực_hiện": "Bước 1: Chọn sách.",
            "cách_thức_thực_hiện": "",
            "đối_tượng_thực_hiện": "Công dân Việt Nam, Người nước ngoài",
            "cơ_quan_thực_hiện": "Không có thông tin",
            "cơ_quan_có_thẩm_quyền": "Ủy ban nhân dân cấp xã",
            "địa_chỉ_tiếp_nhận_hs": "Không có thông tin",
            "kết_quả_thực_hiện": "Thẻ mượn sách",
        },
        "tables": {"hinh_thuc_nop": [way()], "thanh_phan_ho_so": [row()], "can_cu_phap_ly": []},
    }
    for part in whole.values():
        if isinstance(part, dict):
            part.update({key: changes.pop(key) for key in list(changes) if key in part})
    return whole | changes


def way(**cells: str) -> dict[str, str]:
    return {"hinh_thuc": "Trực tiếp", "thoi_han_giai_quyet": "1 Ngày", "phi_le_phi": "", "mo_ta": ""} | cells


def row(**cells: str) -> dict[str, str]:
    return {"ten_giay_to": "Đơn", "so_luong": "", "ghi_chu": "Bản chính: 1\nBản sao: 0"} | cells


def read(tmp_path: Path, *sheets: object, as_of: dt.date | None = None) -> list[Procedure | Rejection]:
    path = tmp_path / "x"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in sheets), encoding="utf-8")
    assert detail_sheet.recognise(path.read_bytes()[:4096], path)
    return list(detail_sheet.read(path, as_of))


def one(tmp_path: Path, **changes: Any) -> Procedure:
    (procedure,) = read(tmp_path, sheet(**changes))
    assert isinstance(procedure, Procedure)
    return procedure


def test_reads_labels(tmp_path: Path) -> None:
    procedure = one(tmp_path)
    assert (procedure.code, procedure.name) == ("1.000901", "Thủ tục mượn sách thư viện xã")
    assert (procedure.decision, procedure.levels) == ("12/QĐ-UBND", ["tỉnh", "xã"])
    assert procedure.agency == "Ủy ban nhân dân cấp xã"
    assert procedure.audience == ["Công dân Việt Nam", "Người nước ngoài"]
    assert (procedure.steps, procedure.conditions, procedure.result) == ("Bước 1: Chọn sách.", None, "Thẻ mượn sách")
    assert (procedure.places, procedure.source.as_of, procedure.flags) == ([], None, [])


def test_the_caller_dates_the_source(tmp_path: Path) -> None:
    (procedure,) = read(tmp_path, sheet(), as_of=dt.date(2025, 12, 1))
    assert isinstance(procedure, Procedure)
    assert procedure.source.as_of == dt.date(2025, 12, 1)


def test_forms_stand_in_the_column_of_counts_and_counts_in_the_note(tmp_path: Path) -> None:
    rows = [
        row(so_luong="Mu 1.docx\nMu 2.docx", ghi_chu="Bản chính: 2\nBản sao: 1\nNộp kèm ảnh"),
        row(ghi_chu=""),
    ]
    first, second = one(tmp_path, thanh_phan_ho_so=rows).papers[0].items
    assert (first.originals, first.copies, first.note) == (2, 1, "Nộp kèm ảnh")
    assert first.form == Form(name="Mu 1.docx; Mu 2.docx")
    assert (second.originals, second.copies, second.form, second.note) == (None, None, None, None)


def test_a_row_without_counts_or_with_other_counts_in_its_name_is_flagged(tmp_path: Path) -> None:
    rows = [
        row(ghi_chu=""),
        row(ten_giay_to="- 04 ảnh chân dung"),
        row(ten_giay_to="01 phiếu"),
        row(ten_giay_to="Mẫu 12 A"),
    ]
    procedure = one(tmp_path, thanh_phan_ho_so=rows)
    assert [paper.originals for paper in procedure.papers[0].items] == [None, 1, 1, 1]
    assert [flag.field for flag in procedure.flags] == ["papers[0].items[0]", "papers[0].items[1]"]
    assert "Đơn" in procedure.flags[0].reason
    assert "04" in procedure.flags[1].reason


@pytest.mark.parametrize(
    ("cell", "amounts", "text"),
    [
        ("Phí : 0 Đồng", [0], "Phí : 0 Đồng"),
        ("", [], None),
        ("Không có thông tin", [], None),
        ("Lệ phí : 8.000 Đồng (8.000 đồng/bản)", [8000], "Lệ phí : 8.000 Đồng (8.000 đồng/bản)"),
    ],
)
def test_fees(cell: str, amounts: list[int], text: str | None, tmp_path: Path) -> None:
    (submission,) = one(tmp_path, hinh_thuc_nop=[way(phi_le_phi=cell)]).submissions
    assert [fee.amount for fee in submission.fees] == amounts
    assert submission.fee_text == text


def test_times_and_ways(tmp_path: Path) -> None:
    rows = [
        way(hinh_thuc="Trực tuyến", thoi_han_giai_quyet="02 Giờ", mo_ta="Trong ngày"),
        way(hinh_thuc="Dịch vụ bưu chính", thoi_han_giai_quyet="Không quy định"),
        way(hinh_thuc="Chim bồ câu"),
    ]
    procedure = one(tmp_path, hinh_thuc_nop=rows)
    online, post = procedure.submissions
    assert online.time is not None
    assert (online.way, online.time.value, online.time.unit, online.note) == ("online", 2, "hour", "Trong ngày")
    assert (post.way, post.time, post.time_text) == ("post", None, "Không quy định")
    assert any("Chim bồ câu" in flag.reason for flag in procedure.flags)


@pytest.mark.parametrize(
    ("number", "title", "expected", "flagged"),
    [
        ("60/2014/QH13", "Luật Hộ tịch", "60/2014/QH13", False),
        ("104", "Nghị định số 104/2022/NĐ-CP của Chính phủ", "104/2022/NĐ-CP", False),
        ("Thông tư số 104/2024/TT-BQP", "Thông tư thay thế", "104/2024/TT-BQP", False),
        ("21/2008/TTLT- BQP-BTC", "Thông tư liên tịch 21/2008/TTLT- BQP-BTC", "21/2008/TTLT-BQP-BTC", False),
        ("69/2007/TTLT/BQP-BTC", "Nghị định số 159/2006/NĐ-CP", "69/2007/TTLT/BQP-BTC", True),
        ("144/2008/TTLT-BQP", "Hướng dẫn Quyết định số 142/2008/QĐ-TTg", "144/2008/TTLT-BQP", False),
    ],
)
def test_legal_basis(number: str, title: str, expected: str, flagged: bool, tmp_path: Path) -> None:
    procedure = one(
        tmp_path, can_cu_phap_ly=[{"so_ky_hieu": number, "trich_yeu": title, "ngay_ban_hanh": "01-01-2020"}]
    )
    assert [act.number for act in procedure.legal_basis] == [expected]
    assert bool(procedure.flags) == flagged


def test_rejects_a_record_with_its_line_and_reason(tmp_path: Path) -> None:
    good = sheet()
    cases = [
        good,
        sheet(thu_tuc_id="1.000902"),
        sheet(tên_thủ_tục=""),
        sheet(tables="không"),
        sheet(thu_tuc_id="12", mã_thủ_tục="12"),
    ]
    _, *rejected = read(tmp_path, *cases)
    assert all(isinstance(record, Rejection) for record in rejected)
    assert [record.record for record in rejected if isinstance(record, Rejection)] == [2, 3, 4, 5]
    reasons = [record.reason for record in rejected if isinstance(record, Rejection)]
    assert [reason.split(":")[0] for reason in reasons] == ["Dòng 2", "Dòng 3", "Dòng 4", "Dòng 5"]
    assert "hai mã" in reasons[0]
    assert '"12"' in reasons[3]


def test_a_broken_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "x"
    line = json.dumps(sheet(), ensure_ascii=False)
    path.write_text(f"{line[:-5]}\n\n{line}\n[]\n", encoding="utf-8")
    broken, good, array = detail_sheet.read(path, None)
    assert isinstance(broken, Rejection)
    assert broken.reason.startswith("Dòng 1")
    assert isinstance(good, Procedure)
    assert isinstance(array, Rejection)
    assert array.record == 3


@pytest.mark.catalogue
@needs_catalogue
@pytest.mark.parametrize("code", KEY)
def test_facts_of_the_key(code: str) -> None:
    """Every fact of the key, which was read from the source with the eye."""
    found = [record for record in detail_sheet.read(CATALOGUE / "chitiet.jsonl", None) if isinstance(record, Procedure)]
    (procedure,) = (procedure for procedure in found if procedure.code == code)
    assert facts(procedure) | {"result": KEY[code]["result"] and procedure.result} == KEY[code]


def facts(procedure: Procedure) -> dict[str, Any]:
    """What the key holds of a procedure."""
    papers = [paper for group in procedure.papers for paper in group.items]
    return {
        "decision": procedure.decision,
        "levels": procedure.levels,
        "papers": [[paper.originals, paper.copies, paper.form and paper.form.name] for paper in papers],
        "submissions": [
            [
                submission.way,
                submission.time and submission.time.value,
                submission.time and submission.time.unit,
                [fee.amount for fee in submission.fees],
            ]
            for submission in procedure.submissions
        ],
        "legal": [act.number for act in procedure.legal_basis],
    }

"""Lines of the portal become procedures; what cannot be taken is named with its line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.importers.portal import portal
from knowledge.importers.reader import Rejection
from knowledge.procedure import Procedure

PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"


def line(**changed: Any) -> dict[str, Any]:
    return {
        "ma_thu_tuc": "1.234567",
        "detail_url": "https://example.org/thu-tuc/1",
        "ten_thu_tuc": "Cấp giấy phép mẫu",
        "so_quyet_dinh": "12/QĐ-BTP",
        "cap_thuc_hien": "Cấp tỉnh",
        "linh_vuc": "Luật sư",
        "doi_tuong_thuc_hien": "Công dân Việt Nam",
        "co_quan_thuc_hien": "Sở Tư pháp",
        "co_quan_co_tham_quyen": "",
        "dia_chi_tiep_nhan": "",
        "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.\n Bước 2: Nhận kết quả.",
        "cach_thuc_thuc_hien": f"{WAYS}Trực tiếp5 Ngày làm việcMiễn phí",
        "thanh_phan_ho_so": f"--{PAPERS}Đơn xin cấp1 bản chính",
        "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật 65/2006/QH1165/2006/QH11",
        "yeu_cau_dieu_kien": "Không có thông tin",
        "ket_qua_xu_ly": "Giấy phépMã: KQ.G15.000001Từ khóaKhông có thông tinMô tảKhông có thông tin",
        **changed,
    }


def write(path: Path, *records: Any, ending: str = "\n", start: bytes = b"") -> Path:
    texts = (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records)
    path.write_bytes(start + "".join(text + ending for text in texts).encode())
    return path


def read_one(tmp_path: Path, **changed: Any) -> Procedure:
    [record] = portal.read(write(tmp_path / "a.jsonl", line(**changed)), dt.date(2026, 7, 1))
    assert isinstance(record, Procedure), record
    return record


def test_a_whole_line(tmp_path: Path) -> None:
    record = read_one(tmp_path)
    assert (record.code, record.name, record.decision) == ("1.234567", "Cấp giấy phép mẫu", "12/QĐ-BTP")
    assert (record.levels, record.field, record.agency) == (["tỉnh"], "Luật sư", "Sở Tư pháp")
    assert record.jurisdiction == "province"
    assert record.steps == "Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả."
    assert record.conditions is None
    assert record.result == "Giấy phép"
    assert [act.number for act in record.legal_basis] == ["65/2006/QH11"]
    assert [item.name for item in record.papers[0].items] == ["Đơn xin cấp"]
    assert record.submissions[0].way == "direct"
    assert record.source.title == "Cổng Dịch vụ công quốc gia"
    assert record.source.url == "https://example.org/thu-tuc/1"
    assert record.source.as_of == dt.date(2026, 7, 1)
    assert record.flags == []


def test_the_official_name_is_mended_in_form_only(tmp_path: Path) -> None:
    record = read_one(tmp_path, ten_thu_tuc="Cấp  giấy phép\nlần đầu (cấp tỉnh)")
    assert record.name == "Cấp giấy phép lần đầu (cấp tỉnh)"


def test_without_a_carrier_the_authority_is_the_agency(tmp_path: Path) -> None:
    record = read_one(
        tmp_path, co_quan_thuc_hien="Không có thông tin", co_quan_co_tham_quyen="Ủy ban nhân dân cấp tỉnh"
    )
    assert record.agency == "Ủy ban nhân dân cấp tỉnh"


def test_another_province_s_agency_is_general_and_flagged(tmp_path: Path) -> None:
    record = read_one(tmp_path, co_quan_thuc_hien="Sở Tư pháp Thành phố Hà Nội")
    assert (record.agency, record.jurisdiction) == ("Sở Tư pháp", "other_province")
    assert [flag.field for flag in record.flags] == ["agency"]


def test_another_province_s_address_is_told_to_the_editor_only(tmp_path: Path) -> None:
    record = read_one(tmp_path, dia_chi_tiep_nhan="Trung tâm hành chính công, tỉnh Hà Tĩnh")
    assert record.places == []
    assert [flag.field for flag in record.flags] == ["places"]
    assert read_one(tmp_path, dia_chi_tiep_nhan="Số 1 Hà Nội").places[0].name == "Số 1 Hà Nội"


def test_steps_that_a_label_cut_are_joined_again(tmp_path: Path) -> None:
    record = read_one(
        tmp_path,
        trinh_tu_thuc_hien="Bước 1. Lập hồ sơ theo mục 3 (",
        thanh_phan_ho_so="); nộp cho cơ quan.\nBước 2. Nhận kết quả.",
    )
    assert record.steps == "Bước 1. Lập hồ sơ theo mục 3 (Thành phần hồ sơ); nộp cho cơ quan.\nBước 2. Nhận kết quả."
    assert record.papers == []
    assert [flag.field for flag in record.flags] == ["steps"]


def test_prose_in_the_agency_s_place_is_no_agency(tmp_path: Path) -> None:
    record = read_one(tmp_path, co_quan_thuc_hien="kiểm tra hồ sơ\nvà trả kết quả.", co_quan_co_tham_quyen="Sở Tư pháp")
    assert record.agency == "Sở Tư pháp"
    assert record.steps is not None
    assert record.steps.endswith("Cơ quan thực hiện kiểm tra hồ sơ\nvà trả kết quả.")
    assert {flag.field for flag in record.flags} == {"agency", "steps"}


@pytest.mark.parametrize(
    ("bad", "code", "reason"),
    [
        ('{"ma_thu_tuc": "1.234567", ', None, "JSON"),
        ("[1, 2]", None, "không phải một thủ tục"),
        ("7", None, "không phải một thủ tục"),
        (line(ma_thu_tuc=""), None, "thiếu mã"),
        (line(ma_thu_tuc=7), None, "thiếu mã"),
        (line(ma_thu_tuc="12.34"), "12.34", "mã thủ tục"),
        (line(ten_thu_tuc=" "), "1.234567", "thiếu tên"),
        ("[" * 100_000, None, "sâu"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_taken(tmp_path: Path, bad: Any, code: str | None, reason: str) -> None:
    first, rejected, last = portal.read(write(tmp_path / "a.jsonl", line(), bad, line()), None)
    assert isinstance(first, Procedure)
    assert isinstance(last, Procedure)
    assert isinstance(rejected, Rejection)
    assert (rejected.record, rejected.code) == (2, code)
    assert rejected.reason.startswith("Dòng 2: ")
    assert reason in rejected.reason


def test_byte_order_mark_line_ends_and_blank_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", line(), "", "  ", "?", line(), ending="\r\n", start=b"\xef\xbb\xbf")
    first, rejected, last = portal.read(path, None)
    assert isinstance(first, Procedure)
    assert isinstance(last, Procedure)
    assert isinstance(rejected, Rejection)
    assert (rejected.record, rejected.reason[:7]) == (2, "Dòng 4:")


def test_bytes_that_are_no_text_reject_their_line_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps(line()).encode()
    path.write_bytes(good.replace(b"1.234567", b"1.23\xff567") + b"\n" + good)
    rejected, taken = portal.read(path, None)
    assert isinstance(rejected, Rejection)
    assert isinstance(taken, Procedure)


def test_fields_that_are_missing_are_not_stated(tmp_path: Path) -> None:
    [record] = portal.read(write(tmp_path / "a.jsonl", {"ma_thu_tuc": "1.234567", "ten_thu_tuc": "Một việc"}), None)
    assert isinstance(record, Procedure)
    assert (record.papers, record.submissions, record.legal_basis, record.steps) == ([], [], [], None)
    assert record.source.as_of is None


def test_it_reads_line_by_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", *[line(ma_thu_tuc=f"1.{number:06d}") for number in range(50)])
    records = portal.read(path, None)
    assert getattr(next(records), "code", None) == "1.000000"
    path.write_bytes(b"")  # what was not read yet is not held
    assert sum(1 for _ in records) < 49


def test_recognised_by_content(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", line())
    assert portal.recognise(path.read_bytes(), path)
    assert portal.recognise(b"\xef\xbb\xbf" + path.read_bytes()[:200], path)
    assert not portal.recognise(b'{"code": "1.234567", "name": "a"}', path)
    assert not portal.recognise(b'{"thu_tuc_id": "1.234567"}', path)
    assert not portal.recognise(b"PK\x03\x04", path)
    assert not portal.recognise(b"", path)

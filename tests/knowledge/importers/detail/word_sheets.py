"""Detail sheets as Word files, built from invented content in the structure of the national database's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx

LABELS = (
    "Mã thủ tục",
    "Số quyết định",
    "Tên thủ tục",
    "Cấp thực hiện",
    "Loại thủ tục",
    "Lĩnh vực",
    "Trình tự thực hiện",
    "Cách thức thực hiện",
    "Thành phần hồ sơ",
    "Đối tượng thực hiện",
    "Cơ quan thực hiện",
    "Cơ quan có thẩm quyền",
    "Địa chỉ tiếp nhận HS",
    "Cơ quan được ủy quyền",
    "Cơ quan phối hợp",
    "Kết quả thực hiện",
    "Căn cứ pháp lý",
    "Yêu cầu, điều kiện thực hiện",
    "Từ khóa",
    "Mô tả",
)
WAYS = ("Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí", "Mô tả")
PAPERS = ("Tên giấy tờ", "Mẫu đơn, tờ khai", "Số lượng")
ACTS = ("Số ký hiệu", "Trích yếu", "Ngày ban hành", "Cơ quan ban hành")

Rows = Sequence[Sequence[str]]


@dataclass
class WordSheet:
    """What one sheet says: texts by label, and its tables; papers by the case that stands above their table."""

    texts: dict[str, str]
    ways: Rows = ()
    papers: dict[str, Rows] = field(default_factory=dict)
    acts: Rows = ()


READER_CARD = WordSheet(
    texts={
        "Mã thủ tục": "1.000901",
        "Số quyết định": "Quyết định số 12/QĐ-UBND",
        "Tên thủ tục": "Cấp thẻ bạn đọc thư viện xã",
        "Cấp thực hiện": "Cấp Xã",
        "Loại thủ tục": "Loại khác",
        "Lĩnh vực": "Thư viện",
        "Trình tự thực hiện": "Bước 1: Điền phiếu.\nCơ quan thực hiện: ghi ở phiếu, không phải mục.\nBước 2: Nhận thẻ.",
        "Đối tượng thực hiện": "Công dân Việt Nam, Người nước ngoài",
        "Cơ quan thực hiện": "Ủy ban nhân dân cấp xã",
        "Cơ quan có thẩm quyền": "Không có thông tin",
        "Địa chỉ tiếp nhận HS": "Thư viện xã",
        "Kết quả thực hiện": "Thẻ bạn đọc",
        "Yêu cầu, điều kiện thực hiện": "Từ đủ 6 tuổi.\nCó người giới thiệu.",
        "Từ khóa": "Không có thông tin",
    },
    ways=[
        ("Trực tiếp", "1 Ngày làm việc", "Phí : 0 Đồng", "Nhận ngay\ntại quầy"),
        ("Trực tuyến", "02 Giờ", "", ""),
    ],
    papers={
        "Bao gồm": [
            ("Phiếu đăng ký", "Phieu dang ky.docx\nPhieu 2.docx", "Bản chính: 1\nBản sao: 0"),
            ("Ảnh chân dung", "", "Bản chính: 2\nBản sao: 0"),
        ],
        "Trường hợp người dưới 16 tuổi": [("Giấy của cha mẹ", "", "Bản chính: 0\nBản sao: 1")],
    },
    acts=[
        ("46/2019/QH14", "Luật Thư viện", "21-11-2019", "Quốc Hội"),
        ("93", "Nghị định số 93/2020/NĐ-CP của Chính phủ", "18-08-2020", "Chính phủ"),
    ],
)

BOOK_LOAN = WordSheet(
    texts={
        "Mã thủ tục": "1.000902",
        "Tên thủ tục": "Mượn sách về nhà",
        "Cấp thực hiện": "Cấp Tỉnh, Cấp Xã",
        "Lĩnh vực": "Thư viện",
        "Trình tự thực hiện": "Chọn sách.",
        "Cơ quan thực hiện": "Thư viện tỉnh",
        "Kết quả thực hiện": "Sách",
    },
    ways=[("Dịch vụ bưu chính", "Không quy định", "Lệ phí : 5.000 Đồng (5.000 đồng/gói)", "")],
    papers={"Bao gồm": [("Thẻ bạn đọc", "", "Bản chính: 1\nBản sao: 0")]},
)


def write_word_sheet(path: Path, *sheets: WordSheet, labels_in_table: bool = False, bold: bool = True) -> None:
    """Write a Word file of one sheet, or of several below one another.

    Args:
        path: where to.
        sheets: what they say.
        labels_in_table: put labels and short texts before the tables into a table of two columns.
        bold: print the labels bold, as the national database does.
    """
    document = docx.Document()
    for sheet in sheets:
        document.add_heading("CHI TIẾT THỦ TỤC HÀNH CHÍNH", level=1)
        labels = list(LABELS)
        if labels_in_table:
            rows = [(label, sheet.texts[label]) for label in labels[:6] if label in sheet.texts]
            _table(document, None, rows)
            labels = labels[6:]
        for label in labels:
            _field(document, label, sheet, bold)
    document.save(str(path))


def _field(document: Any, label: str, sheet: WordSheet, bold: bool) -> None:
    first, *rest = sheet.texts.get(label, "").split("\n")
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}:").bold = bold
    paragraph.add_run(f" {first}" if first else "")
    for line in rest:
        document.add_paragraph(line)
    if label == "Cách thức thực hiện":
        _table(document, WAYS, sheet.ways)
    if label == "Căn cứ pháp lý":
        _table(document, ACTS, sheet.acts)
    if label == "Thành phần hồ sơ":
        for case, rows in sheet.papers.items():
            document.add_paragraph(case)
            _table(document, PAPERS, rows)


def _table(document: Any, header: Sequence[str] | None, rows: Rows) -> None:
    lines = [header, *rows] if header else list(rows)
    table = document.add_table(rows=len(lines), cols=len(lines[0]))
    for cells, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(cells.cells, line, strict=True):
            cell.text = text

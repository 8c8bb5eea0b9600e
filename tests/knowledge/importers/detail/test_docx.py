"""Detail sheets as Word files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import pytest

from knowledge.importers.detail import docx as detail_docx
from knowledge.importers.reader import Rejection
from knowledge.procedure import Procedure
from tests.knowledge.importers.detail.word_sheets import BOOK_LOAN, READER_CARD, WordSheet, write_word_sheet


def read(path: Path) -> list[Procedure | Rejection]:
    assert detail_docx.recognise(path.read_bytes()[:4096], path)
    return list(detail_docx.read(path, dt.date(2025, 12, 1)))


@pytest.mark.parametrize("labels_in_table", [False, True])
def test_reads_the_whole_sheet(labels_in_table: bool, tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_word_sheet(path, READER_CARD, labels_in_table=labels_in_table)

    (procedure,) = read(path)

    assert isinstance(procedure, Procedure)
    assert (procedure.code, procedure.name) == ("1.000901", "Cấp thẻ bạn đọc thư viện xã")
    assert (procedure.decision, procedure.levels, procedure.field) == ("12/QĐ-UBND", ["xã"], "Thư viện")
    assert procedure.agency == "Ủy ban nhân dân cấp xã"
    assert procedure.audience == ["Công dân Việt Nam", "Người nước ngoài"]
    assert procedure.steps == READER_CARD.texts["Trình tự thực hiện"]
    assert procedure.conditions == "Từ đủ 6 tuổi.\nCó người giới thiệu."
    assert (procedure.result, procedure.places[0].name) == ("Thẻ bạn đọc", "Thư viện xã")
    assert procedure.source.as_of == dt.date(2025, 12, 1)
    assert procedure.flags == []

    assert [group.case for group in procedure.papers] == [None, "Trường hợp người dưới 16 tuổi"]
    form, photo, parents = (paper for group in procedure.papers for paper in group.items)
    assert (form.originals, form.copies) == (1, 0)
    assert form.form is not None
    assert form.form.name == "Phieu dang ky.docx; Phieu 2.docx"
    assert (photo.originals, photo.form, parents.originals, parents.copies) == (2, None, 0, 1)

    direct, online = procedure.submissions
    assert direct.time is not None
    assert (direct.way, direct.time.value, direct.time.unit) == ("direct", 1, "working_day")
    assert ([fee.amount for fee in direct.fees], direct.note) == ([0], "Nhận ngay\ntại quầy")
    assert online.time is not None
    assert (online.way, online.time.value, online.time.unit, online.fees) == ("online", 2, "hour", [])
    assert [act.number for act in procedure.legal_basis] == ["46/2019/QH14", "93/2020/NĐ-CP"]


def test_a_file_of_several_sheets(tmp_path: Path) -> None:
    path = tmp_path / "x"
    nameless = WordSheet(texts={"Mã thủ tục": "1.000903", "Tên thủ tục": ""})
    write_word_sheet(path, READER_CARD, nameless, BOOK_LOAN)
    first, rejected, last = read(path)
    assert isinstance(first, Procedure)
    assert first.code == "1.000901"
    assert isinstance(rejected, Rejection)
    assert (rejected.record, rejected.code) == (2, "1.000903")
    assert isinstance(last, Procedure)
    assert [fee.amount for fee in last.submissions[0].fees] == [5000]
    assert last.submissions[0].time_text == "Không quy định"


def test_labels_that_are_not_bold(tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_word_sheet(path, BOOK_LOAN, bold=False)
    (procedure,) = read(path)
    assert isinstance(procedure, Procedure)
    assert (procedure.code, procedure.agency, len(procedure.papers)) == ("1.000902", "Thư viện tỉnh", 1)


def test_papers_without_a_table_are_kept_and_flagged(tmp_path: Path) -> None:
    path = tmp_path / "x"
    document = docx.Document()
    for line in (
        "Mã thủ tục: 1.000904",
        "Tên thủ tục: Trả sách",
        "Thành phần hồ sơ:",
        "Sách đã mượn",
        "Thẻ",
        "Căn cứ pháp lý:",
        "Luật Thư viện",
    ):
        document.add_paragraph(line)
    document.save(str(path))
    (procedure,) = read(path)
    assert isinstance(procedure, Procedure)
    assert [paper.name for paper in procedure.papers[0].items] == ["Sách đã mượn", "Thẻ"]
    assert {flag.field for flag in procedure.flags} == {"papers[0].items[0]", "papers[0].items[1]"}
    assert [act.title for act in procedure.legal_basis] == ["Luật Thư viện"]


def test_another_word_file_is_not_recognised(tmp_path: Path) -> None:
    path = tmp_path / "ChiTietTTHC_1.000901.docx"
    document = docx.Document()
    document.add_paragraph("Biên bản họp. Mã thủ tục chưa có.")
    document.save(str(path))
    assert not detail_docx.recognise(path.read_bytes(), path)
    path.write_bytes(b"PK\x03\x04 not a zip")
    assert not detail_docx.recognise(path.read_bytes(), path)

"""A form file sticks to the end of a paper's name, without a space."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.readings.forms import ends_in_file, split_forms


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Đơn xin cấp giấy phép", "Mẫu số 05.docx"),
        ("Đơn xin cấp giấy phép theo Mẫu số 05 kèm theo Nghị định số 1/2026/NĐ-CP", "Mẫu số 05.docx"),
        ("Đơn theo Mẫu 14.QLT kèm theo Nghị định số 1/2026/NĐ-CP;", "Mẫu số 14.QLT. Cấp lại.docx"),
        ("Bản kê theo Thông tư số 1/2026/TT-BNNMT", "Mus03-PhlcII.docx"),
        ("Bản kê ngày 01/01/2026.", "Mau 1a. Don dang ky.docx"),
        ("Tờ khai (mẫu NA17)", "101-Mau A17 tam tru.doc"),
        ("Tờ khai (Mẫu số 01/TCKT)", "01 TCKT.docx"),
        ("Tờ khai phí theo mẫu số 01/PH", "01-PH.doc"),
        ("Kế hoạch theo mẫu;", "14.docx"),
        ("Đơn nghị phê duyệt theo mẫu;", "1 (1).docx"),
        ("Đơn gia hạn theo Hiệp định ABC", "ABC - Gia hạn.docx"),
        ("Đơn đề nghị theo mẫu quy định", "văn bản đề nghị.docx"),
        ("Đơn đề nghị theo quy định", "1.4. Don de nghi.docx"),
        ("Đơn xin thường trú của Bộ Công an.", "NA15.pdf"),
        ("Giấy tờ của Bộ Tư pháp).", "Mau 04.docx (1).doc"),
        ("Gia hạn cho phương tiện của Campuchia", "VN- CAM - Gia han.docx"),
        ("Đề án đóng cửa mỏ", "Mau07-PhulucII_38.2025.TT-BNNMT_02.7.2025.docx"),
        ("Đơn (mẫu TB2).", "71-Mẫu TB2-Biên bản giám định.doc"),
    ],
)
def test_one_file(name: str, file: str) -> None:
    kept, form = split_forms(name + file)
    assert (kept, form and form.name) == (name, file)


def test_several_files_run_together() -> None:
    name, form = split_forms("Giấy đề nghị cấp lạiMẫu TP-09.docxMẫu TP-16.docPhụ lục II.pdf")
    assert name == "Giấy đề nghị cấp lại"
    assert form is not None
    assert form.name == "Mẫu TP-09.docx; Mẫu TP-16.doc; Phụ lục II.pdf"


@pytest.mark.parametrize("text", ["Đơn xin cấp", "Tệp “.pdf” chứa nội dung đã quét", "Bản in của tệp a.docx có ký số"])
def test_no_file_at_the_end_is_no_form(text: str) -> None:
    assert split_forms(text) == (text, None)
    assert not ends_in_file(text)


def test_what_cannot_be_split_stays_whole() -> None:
    text = "Giấy đề nghị gia hạn theo Hiệp định ABCD - gia han.docx"
    assert split_forms(text) == (text, None)
    assert ends_in_file(text)


NAMES = st.sampled_from(
    ["Đơn xin cấp", "Báo cáo năm 2025", "Bản kê theo Nghị định số 1/2026/NĐ-CP", "Tờ khai (nếu có);"]
)
FILES = st.builds("Mẫu số {:02d}{}".format, st.integers(1, 99), st.sampled_from([".docx", ".doc", ".pdf"]))


@given(NAMES, st.lists(FILES, min_size=1, max_size=9))
def test_joined_files_always_split_back(name: str, files: list[str]) -> None:
    kept, form = split_forms(name + "".join(files))
    assert kept == name
    assert form is not None
    assert form.name.split("; ") == files

"""Spreadsheets as editors make them: merged cells, formulas, and mistakes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet.layout import CODE, CSV_TABLE
from knowledge.procedure import Procedure
from tests.knowledge.importers.spreadsheet.tables import (
    BIRTH,
    HEADER,
    NAMED,
    ROWS,
    only,
    read_rows,
    read_workbook,
    rejections,
    workbook,
)

# what a program may make of the file


def test_a_sheet_with_a_title_above_the_header_and_required_columns_marked(tmp_path: Path) -> None:
    rows = [["Bảng thủ tục"], [], ["tên thủ tục *", " MÃ THỦ TỤC * "], ["Đăng ký khai sinh", BIRTH]]
    assert only(read_workbook(workbook(Thủ_tục=rows), tmp_path)).code == BIRTH


def test_typed_cells(tmp_path: Path) -> None:
    book = workbook(
        Thủ_tục=[[*HEADER, "Ngày dữ liệu"], [1.001193, "Đăng ký khai sinh", dt.datetime(2026, 7, 1)]],  # noqa: DTZ001
        Cách_nộp=[
            [CODE, "Hình thức nộp", "Mức phí", "Phí áp dụng đến ngày", "Thời gian", "Đơn vị thời gian"],
            [BIRTH, "Nộp qua mạng", "Miễn phí", "31/12/2026", 0.5, "Ngày"],
        ],
    )
    procedure = only(read_workbook(book, tmp_path))
    (submission,) = procedure.submissions
    assert (procedure.code, procedure.source.as_of) == (BIRTH, dt.date(2026, 7, 1))
    assert (submission.fees[0].amount, submission.fees[0].until) == (0, dt.date(2026, 12, 31))
    assert submission.time is not None
    assert float(submission.time.value) == 0.5


def test_merged_cells_hold_for_every_row_that_they_span(tmp_path: Path) -> None:
    papers = [
        [CODE, "Trường hợp của nhóm", "Tên giấy tờ"],
        [BIRTH, "Khai trực tiếp", "Tờ khai"],
        [None, None, "Giấy chứng sinh"],
        [None, "Ủy quyền", "Văn bản ủy quyền"],
    ]
    book = workbook(Thủ_tục=NAMED, Giấy_tờ=papers)
    book["Giấy tờ"].merge_cells("A2:A4")
    book["Giấy tờ"].merge_cells("B2:B3")
    groups = only(read_workbook(book, tmp_path)).papers
    assert [(group.case, [paper.name for paper in group.items]) for group in groups] == [
        ("Khai trực tiếp", ["Tờ khai", "Giấy chứng sinh"]),
        ("Ủy quyền", ["Văn bản ủy quyền"]),
    ]


def test_a_cell_merged_across_columns_stays_in_the_first(tmp_path: Path) -> None:
    book = workbook(Thủ_tục=[[*HEADER, "Kết quả", "Lĩnh vực"], [BIRTH, "Đăng ký khai sinh", "Giấy khai sinh", None]])
    book["Thủ tục"].merge_cells("C2:D2")
    procedure = only(read_workbook(book, tmp_path))
    assert (procedure.result, procedure.field) == ("Giấy khai sinh", None)


def test_empty_rows_and_sheets_of_the_editors_own_are_passed_over(tmp_path: Path) -> None:
    book = workbook(Ghi_chép=[["của tôi"]], Thủ_tục=[HEADER, [], [None, " "], NAMED[1]], Giấy_tờ=[])
    assert only(read_workbook(book, tmp_path)).code == BIRTH


# how rows belong together


def test_rows_without_numbers_are_grouped_by_what_they_repeat(tmp_path: Path) -> None:
    rows = [
        ROWS[0],
        {CSV_TABLE: "Giấy tờ", CODE: BIRTH, "Tên giấy tờ": "A"},
        {CSV_TABLE: "Giấy tờ", CODE: BIRTH, "Tên giấy tờ": "B", "Trường hợp của nhóm": "Vắng mặt"},
        {CSV_TABLE: "Giấy tờ", CODE: BIRTH, "Tên giấy tờ": "C", "Trường hợp của nhóm": "Vắng mặt"},
        {CSV_TABLE: "Giấy tờ", CODE: BIRTH, "Tên giấy tờ": "D"},
        {CSV_TABLE: "Cách nộp", CODE: BIRTH, "Hình thức nộp": "Trực tiếp", "Mức phí": "1.000", "Ghi chú mức phí": "lẻ"},
        {CSV_TABLE: "Cách nộp", CODE: BIRTH, "Mức phí": "500", "Ghi chú mức phí": "nhiều"},
        {CSV_TABLE: "Cách nộp", CODE: BIRTH, "Hình thức nộp": "Bưu chính"},
    ]
    procedure = only(read_rows(rows, tmp_path))
    assert [(group.case, len(group.items)) for group in procedure.papers] == [(None, 1), ("Vắng mặt", 3)]
    assert [(one.way, [int(fee.amount) for fee in one.fees]) for one in procedure.submissions] == [
        ("direct", [1000, 500]),
        ("post", []),
    ]


def test_numbers_hold_rows_together_in_any_order(tmp_path: Path) -> None:
    rows = [
        {CSV_TABLE: "Cách nộp", CODE: BIRTH, "Cách số": "2", "Hình thức nộp": "Bưu chính"},
        {CSV_TABLE: "Cách nộp", CODE: BIRTH, "Cách số": "1", "Hình thức nộp": "Trực tiếp", "Mức phí": "1000"},
        {CSV_TABLE: "Cách nộp", CODE: BIRTH, "Cách số": "1", "Mức phí": "500"},
        ROWS[0],
    ]
    procedure = only(read_rows(rows, tmp_path))
    assert [(one.way, len(one.fees)) for one in procedure.submissions] == [("direct", 2), ("post", 0)]


def test_rows_of_the_template_are_not_read(tmp_path: Path) -> None:
    rows = [{CSV_TABLE: "Thủ tục", CODE: "Ví dụ", "Tên thủ tục": "Ví dụ"}, *ROWS]
    assert only(read_rows(rows, tmp_path)).code == BIRTH


# mistakes: a procedure with a wrong row is not taken in part


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"Số bản chính": "một"}, ["Số bản chính", '"một"']),
        ({"Số bản chính": "1", "Tên giấy tờ": ""}, ['thiếu "Tên giấy tờ"']),
        ({"Dùng để": "Đốt"}, ['"Đốt"', "Nộp, Xuất trình"]),
        ({"Địa chỉ mẫu đơn": "https://vd.vn", "Tên mẫu đơn": ""}, ['thiếu "Tên mẫu đơn"']),
        ({"Mức phí": "1"}, ["Mức phí", "Giấy tờ"]),
        ({CODE: ""}, ['thiếu "Mã thủ tục"', BIRTH]),
        ({CSV_TABLE: "Giấy"}, ['"Giấy"', "Cách nộp"]),
    ],
)
def test_a_wrong_row_rejects_its_procedure_with_line_and_reason(
    wrong: dict[str, str], named: list[str], tmp_path: Path
) -> None:
    other = [{**row, CODE: "1.000002"} for row in ROWS]
    good, rejection = sorted(
        read_rows([ROWS[0], ROWS[1] | wrong, ROWS[2], *other], tmp_path), key=lambda one: one.code != "1.000002"
    )
    assert isinstance(good, Procedure)
    assert isinstance(rejection, Rejection)
    assert (rejection.record, rejection.code) == (3, BIRTH)
    assert "3" in rejection.reason
    assert all(part in rejection.reason for part in named), rejection.reason


def test_every_wrong_row_is_named(tmp_path: Path) -> None:
    rows = [ROWS[0], ROWS[1] | {"Số bản chính": "x"}, ROWS[2] | {"Mức phí": "50.000 - 70.000"}]
    assert [rejection.record for rejection in rejections(read_rows(rows, tmp_path))] == [3, 4]


@pytest.mark.parametrize(
    ("rows", "record", "named"),
    [
        ([*ROWS, ROWS[0]], 5, "dòng 2"),
        ([{**ROWS[1], "Tên thủ tục": ""}], 2, '"Thủ tục"'),
        ([ROWS[0] | {CODE: "1.00119"}], 2, "kiểu chữ"),
        ([ROWS[0] | {"Tên thủ tục": ""}], 2, "Tên thủ tục"),
        ([ROWS[0], {CSV_TABLE: "Cách nộp", CODE: BIRTH, "Mức phí": "500"}], 3, "Hình thức nộp"),
        ([ROWS[0], ROWS[2] | {"Ghi chú mức phí": "x", "Mức phí": ""}], 3, "Mức phí"),
        ([ROWS[0], ROWS[2] | {"Thời gian": "7"}], 3, "Đơn vị thời gian"),
        (
            [
                ROWS[0],
                ROWS[1] | {"Nhóm số": "1", "Dùng để": "Nộp"},
                ROWS[1] | {"Nhóm số": "1", "Dùng để": "Xuất trình"},
            ],
            4,
            "dòng 3",
        ),
        ([ROWS[0], {CSV_TABLE: "Căn cứ pháp lý", CODE: BIRTH}], 3, "Tên văn bản"),
        ([ROWS[0] | {"Biên soạn theo quyết định": "1/QĐ"}], 2, "Mã đối chiếu"),
        ([ROWS[0], {CSV_TABLE: "Giấy tờ", CODE: f"{BIRTH} (tiếp)", "Tên giấy tờ": "dài"}], 3, "nối tiếp"),
    ],
)
def test_rows_that_do_not_fit_together(rows: list[dict[str, str]], record: int, named: str, tmp_path: Path) -> None:
    (rejection,) = read_rows(rows, tmp_path)
    assert isinstance(rejection, Rejection)
    assert rejection.record == record
    assert named in rejection.reason


@pytest.mark.parametrize("cell", ["=CONCAT(A2)", "=1/0"])
def test_a_formula_is_no_value(cell: str, tmp_path: Path) -> None:
    book = workbook(Thủ_tục=[[*HEADER, "Kết quả"], [BIRTH, "Đăng ký khai sinh", cell], ["1.000002", "Khai tử", None]])
    rejection, good = read_workbook(book, tmp_path)
    assert isinstance(good, Procedure)
    assert isinstance(rejection, Rejection)
    assert "Kết quả" in rejection.reason
    assert cell in rejection.reason


def test_a_formula_for_a_code_is_no_code(tmp_path: Path) -> None:
    (rejection,) = read_workbook(workbook(Thủ_tục=[HEADER, ["=B2", "Đăng ký khai sinh"]]), tmp_path)
    assert isinstance(rejection, Rejection)
    assert "=B2" in rejection.reason


# a wrong header: nothing of the file is taken


@pytest.mark.parametrize(
    ("sheets", "named"),
    [
        ({"Thủ_tục": [[CODE, "Tên"], [BIRTH, "x"]]}, 'thiếu cột "Tên thủ tục"'),
        ({"Thủ_tục": [["Tên thủ tục"], ["x"]]}, 'thiếu cột "Mã thủ tục"'),
        ({"Thủ_tục": [[CODE, "Tên thủ tục", "Kết quả", "Kết quả"], [BIRTH, "x"]]}, '"Kết quả"'),
        ({"Giấy_tờ": [[CODE, "Tên giấy tờ"], [BIRTH, "x"]]}, 'trang "Thủ tục"'),
        ({"Thủ_tục": NAMED, "Giấy_tờ": [[CODE, "Tên"], [BIRTH, "x"]]}, "Tên giấy tờ"),
    ],
)
def test_a_wrong_header_rejects_the_file(sheets: dict[str, Any], named: str, tmp_path: Path) -> None:
    (rejection,) = read_workbook(workbook(**sheets), tmp_path)
    assert isinstance(rejection, Rejection)
    assert named in rejection.reason

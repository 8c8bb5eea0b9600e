"""CSV with every separator, encoding and line end, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.importers.detect import reader_of
from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet import spreadsheet
from knowledge.importers.spreadsheet.layout import CODE, CSV_TABLE, UNNAMED_SOURCE
from knowledge.procedure import Procedure
from tests.knowledge.importers.spreadsheet.tables import (
    BIRTH,
    ROWS,
    csv_text,
    only,
    read_bytes,
    read_rows,
    with_marks,
)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
def test_any_separator_and_encoding(separator: str, encoding: str, tmp_path: Path) -> None:
    text = csv_text(ROWS, separator)
    if encoding == "cp1258":
        text = "".join(map(with_marks, text))
    procedure = only(read_bytes(text.encode(encoding), tmp_path))
    assert (procedure.name, procedure.levels) == ("Đăng ký khai sinh", ["xã"])
    assert procedure.papers[0].items[0].name == "- Tờ khai; theo mẫu"
    assert procedure.submissions[0].fees[0].amount == 50000
    assert procedure.source.title == UNNAMED_SOURCE


def test_a_title_above_the_header_and_the_line_with_the_separator(tmp_path: Path) -> None:
    text = "sep=;\r\nDanh sách của xã;;\r\n\r\n" + csv_text(ROWS, ";")
    assert only(read_bytes(text.encode(), tmp_path)).name == "Đăng ký khai sinh"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_line_ends_of_an_old_mac_stand_in_the_cells_too(encoding: str, tmp_path: Path) -> None:
    """A list in a cell has the program's own line ends between its values."""
    text = csv_text([ROWS[0] | {"Cấp thực hiện": "Tỉnh\nXã"}, *ROWS[1:]]).replace("\r\n", "\n").replace("\n", "\r")
    if encoding == "cp1258":
        text = "".join(map(with_marks, text))
    path = tmp_path / "bang"
    path.write_bytes(text.encode(encoding))
    reader = reader_of(path)
    assert reader
    procedure = only(list(reader.read(path, None)))
    assert (procedure.name, procedure.levels) == ("Đăng ký khai sinh", ["tỉnh", "xã"])
    assert procedure.submissions[0].fees[0].amount == 50000


def test_every_letter_of_windows_1258_is_read(tmp_path: Path) -> None:
    letters = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
    name = f"{letters} {letters.upper()} “–” €₫"
    text = "".join(map(with_marks, csv_text([ROWS[0] | {"Tên thủ tục": name}])))
    assert only(read_bytes(text.encode("cp1258"), tmp_path)).name == name


def test_utf8_with_other_languages_is_never_taken_for_windows_1258(tmp_path: Path) -> None:
    name = "Société Générale, Müller GmbH và Ñuñoa: ă â đ ₫"
    assert only(read_bytes(csv_text([ROWS[0] | {"Tên thủ tục": name}]).encode(), tmp_path)).name == name


def test_a_letter_cut_by_the_end_of_what_is_looked_at_is_no_other_encoding(tmp_path: Path) -> None:
    rows = [*ROWS, ROWS[0] | {CODE: "1.000001", "Tên thủ tục": "ế" * 40_000}]
    for shift in range(3):
        records = read_bytes(("\n" * shift + csv_text(rows)).encode(), tmp_path)
        assert [record.code for record in records if isinstance(record, Procedure)] == [BIRTH, "1.000001"]


def test_a_missing_column_of_a_csv_is_named(tmp_path: Path) -> None:
    rows = [{key: value for key, value in row.items() if key != CSV_TABLE} for row in ROWS]
    (rejection,) = read_rows(rows, tmp_path)
    assert isinstance(rejection, Rejection)
    assert CSV_TABLE in rejection.reason


def test_a_column_that_the_layout_does_not_know_is_told(tmp_path: Path) -> None:
    notice, procedure = read_rows([ROWS[0] | {"Lệ phi": "5"}], tmp_path)
    assert isinstance(procedure, Procedure)
    assert isinstance(notice, Rejection)
    assert '"Lệ phi"' in notice.reason


@pytest.mark.parametrize("tail", [b'1,"kh\xc3\xb4ng kh\xc3\xa9p', b"\xff\xfe\xff broken"])
def test_of_a_csv_that_breaks_off_nothing_is_taken(tail: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bang"
    path.write_bytes(csv_text(ROWS).encode() + b"x" * 70_000 + b"\r\n" + tail)
    (rejection,) = spreadsheet.read(path, None)
    assert isinstance(rejection, Rejection)
    assert rejection.reason.startswith("Sau dòng")


def test_a_row_with_more_cells_than_the_header_is_not_guessed_at(tmp_path: Path) -> None:
    text = csv_text(ROWS).replace("Trực tiếp", "Trực tiếp,tại xã")
    (rejection,) = read_bytes(text.encode(), tmp_path)
    assert isinstance(rejection, Rejection)
    assert (rejection.record, rejection.code) == (4, BIRTH)
    assert "ngoặc kép" in rejection.reason

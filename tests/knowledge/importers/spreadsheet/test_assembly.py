"""From the rows of one procedure to the procedure, or to every row that is wrong."""

from __future__ import annotations

import datetime as dt

from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet.assembly import procedure_of
from knowledge.importers.spreadsheet.cells import Cell, Formula
from knowledge.importers.spreadsheet.header import Line
from knowledge.importers.spreadsheet.layout import CODE, LEGAL_BASIS, PAPERS, PROCEDURES, SUBMISSIONS, Table
from knowledge.procedure import Procedure
from tests.knowledge.importers.spreadsheet.tables import BIRTH

DAY = dt.date(2026, 7, 1)


def line(number: int, table: Table, code: str = BIRTH, **cells: Cell) -> Line:
    return Line(number, table, code, {CODE: code, **{key.replace("_", " "): cell for key, cell in cells.items()}})


HEAD = line(2, PROCEDURES, Tên_thủ_tục="Khai sinh")


def faults(*lines: Line) -> list[tuple[int, str]]:
    found = list(procedure_of(lines, DAY))
    assert all(isinstance(record, Rejection) for record in found)
    return [(record.record, record.reason) for record in found if isinstance(record, Rejection)]


def test_rows_of_all_tables_become_one_procedure() -> None:
    rows = [
        line(9, SUBMISSIONS, Hình_thức_nộp="Trực tiếp", Mức_phí="50.000"),
        HEAD,
        line(5, PAPERS, Tên_giấy_tờ="Tờ khai", Số_bản_chính=1),
        line(6, PAPERS, Tên_giấy_tờ="Giấy chứng sinh"),
        line(7, LEGAL_BASIS, Số_ký_hiệu="60/2014/QH13"),
    ]
    (procedure,) = procedure_of(rows, DAY)
    assert isinstance(procedure, Procedure)
    assert [item.name for group in procedure.papers for item in group.items] == ["Tờ khai", "Giấy chứng sinh"]
    assert [int(fee.amount) for entry in procedure.submissions for fee in entry.fees] == [50000]
    assert (procedure.source.as_of, procedure.legal_basis[0].number) == (DAY, "60/2014/QH13")


def test_a_procedure_is_never_taken_in_part() -> None:
    wrong = [line(3, PAPERS, Số_bản_chính="hai"), line(4, SUBMISSIONS, Hình_thức_nộp="Bay")]
    assert [number for number, _ in faults(HEAD, *wrong)] == [3, 4]


def test_what_does_not_fit_together_names_the_row() -> None:
    assert "không có dòng nào" in faults(line(3, PAPERS, Tên_giấy_tờ="x"))[0][1]
    assert faults(HEAD, line(7, PROCEDURES, Tên_thủ_tục="Khác"))[0][0] == 7
    assert "6 chữ số" in faults(line(2, PROCEDURES, "1.0012", Tên_thủ_tục="x"))[0][1]
    assert 'thiếu "Tên thủ tục"' in faults(line(2, PROCEDURES))[0][1]
    assert "dán giá trị" in faults(line(2, PROCEDURES, Tên_thủ_tục=Formula("công thức =A1")))[0][1]


def test_an_old_font_is_refused_with_its_row() -> None:
    (number, reason), *_ = faults(HEAD, line(3, PAPERS, Tên_giấy_tờ="§¨ng ký cho Müller"))
    assert number == 3
    assert "TCVN3" in reason

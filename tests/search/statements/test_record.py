from __future__ import annotations

from dataclasses import replace

import numpy as np

from knowledge.statement import Statement
from search.statements.alignment import Alignment
from search.statements.record import Reading, ReadRecord, numbers_in

STATEMENTS = (
    Statement("paper", "Giấy ủy quyền có chứng thực", "Nhờ người khác", 0),
    Statement("note", "Hạn là 60 ngày. Quá hạn vẫn làm được.", None, 1),
    Statement("fee", "8.000 đồng", None, 2),
)


def test_each_statement_has_an_entry_of_all_it_is_held_by(reading: Reading) -> None:
    record = ReadRecord.read("Thủ tục đăng ký khai sinh", STATEMENTS, reading)
    assert record.name == {"thu", "tuc", "dang", "ky", "khai", "sinh"}
    assert {"nho", "nguoi", "khac", "uy", "quyen"} <= record.bare[0]
    assert {"giấy", "ủy"} <= record.marked[0]
    assert {"uy quyen", "nguoi khac"} <= record.pairs[0]
    assert record.numbers == [frozenset(), {"60"}, {"8", "000"}]
    assert record.details[0] and not record.details[0] & record.details[2]
    assert len(record.vectors) == len(record.aligned) == 3


def test_cases_and_sentences_are_parts_of_their_statement(reading: Reading) -> None:
    record = ReadRecord.read("x", STATEMENTS, reading)
    assert record.owners.tolist() == [0, 2, 4]
    assert len(record.parts) == len(record.parts_aligned) == 5
    alone = reading.encoder.encode([reading.reader.read("Quá hạn vẫn làm được.")])[0]
    np.testing.assert_allclose(record.parts @ alone, [0, 0, record.parts[2] @ alone, 1, 0], atol=1e-6)


def test_it_is_known_in_how_many_statements_a_word_stands(reading: Reading) -> None:
    twice = (*STATEMENTS, Statement("step", "Quá hạn, quá hạn thì nộp phạt", None, 3))
    record = ReadRecord.read("x", twice, reading)
    assert (record.local["han"], record.local["quyen"], record.local.get("xe", 0)) == (2, 1, 0)


def test_a_rare_word_tells_more_than_a_common_one_and_an_unknown_filler_nothing(reading: Reading) -> None:
    some = replace(
        reading, counts={"giay": 90, "chung sinh": 1, "a": 90}, statements=100, fillers=frozenset({"a", "oi"})
    )
    assert some.weight("chung sinh") > some.weight("giay") > some.weight("a") > some.weight("oi") == 0
    assert some.weight("chua ai noi") >= some.weight("chung sinh")


def test_a_word_nobody_wrote_tells_no_more_than_so_much(reading: Reading) -> None:
    few, many = (replace(reading, counts={}, statements=count) for count in (10**6, 10**9))
    assert few.weight("lạ") == many.weight("lạ")


def test_an_empty_alignment_gives_zeros(reading: Reading) -> None:
    assert not ReadRecord.read("x", STATEMENTS, replace(reading, alignment=Alignment.empty())).aligned.any()


def test_numbers_are_those_in_digits() -> None:
    assert numbers_in("3 ngày, hai bản, 15 giờ") == {"3", "15"}

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from knowledge.statement import KINDS, Statement
from search.statements.alignment import Alignment
from search.statements.record import Reading, ReadRecord
from search.statements.signals import SIGNALS, signals_of

STATEMENTS = (
    Statement("paper", "Giấy ủy quyền có chứng thực", "Nhờ người khác", 0),
    Statement("note", "Hạn là 60 ngày. Quá hạn vẫn làm được.", None, 1),
    Statement("fee", "8.000 đồng một bản", None, 2),
)


def signals(
    reading: Reading,
    question: str,
    statements: tuple[Statement, ...] = STATEMENTS,
    name: str = "Đăng ký khai sinh",
) -> dict[str, list[float]]:
    """The signals by name, one number a statement."""
    record = ReadRecord.read(name, statements, reading)
    rows = signals_of(question, reading.reader.read(question), record, reading)
    return {name: [round(value, 4) for value in rows[:, at].tolist()] for at, name in enumerate(SIGNALS)}


@pytest.mark.parametrize(
    ("question", "signal", "best"),
    [
        ("giấy ủy quyền", "covered", 0),
        ("giay uy quyen", "pairs", 0),
        ("chứng thực", "marked", 0),
        ("em đi thay mẹ được không", "details", 0),
        ("60 thôi hả", "numbers", 1),
        ("quá hạn có làm được không", "similar", 1),
        ("quá hạn vẫn làm được", "similar_part", 1),
        ("bao nhiêu đồng một bản", "covered", 2),
    ],
)
def test_a_signal_is_highest_at_the_statement_that_answers(
    reading: Reading, question: str, signal: str, best: int
) -> None:
    row = signals(reading, question)[signal]
    assert row[best] == max(row) > 0
    assert row.count(max(row)) == 1


def test_all_are_given_in_their_place_and_order(reading: Reading) -> None:
    found = signals(reading, "giấy ủy quyền")
    assert [found[f"is_{kind}"] for kind in ("paper", "note", "fee")] == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert all(sum(found[f"is_{kind}"][at] for kind in KINDS) == 1 for at in range(3))
    assert found["length"][0] > found["length"][1] > found["length"][2] > 0


def test_what_says_nothing_known_has_no_signals_but_kind_and_length(reading: Reading) -> None:
    found = signals(reading, "?")
    assert all(not any(found[name]) for name in SIGNALS if name != "length" and not name.startswith("is_"))


def test_where_no_diacritics_were_typed_marked_words_are_as_bare_ones(reading: Reading) -> None:
    found = signals(reading, "giay uy quyen")
    assert found["marked"] == found["covered"]


def test_diacritics_tell_words_apart_that_are_else_alike(reading: Reading) -> None:
    two = (Statement("note", "Có hạn", None, 0), Statement("note", "Có hàn", None, 1))
    assert signals(reading, "hàn", two)["covered"] == [1, 1]
    assert signals(reading, "hàn", two)["marked"] == [0, 1]


def test_a_word_of_the_procedures_name_tells_less(reading: Reading) -> None:
    two = (Statement("note", "Khai sinh", None, 0), Statement("note", "Mồ côi", None, 1))
    named, other = (signals(reading, "khai sinh mồ côi", two, name)["covered"] for name in ("Khai sinh", "Giám hộ"))
    assert named[0] < other[0]
    assert named[1] > other[1]


def test_a_word_of_every_statement_tells_less(reading: Reading) -> None:
    two = (Statement("note", "Khai sinh trễ", None, 0), Statement("note", "Khai sinh mồ côi", None, 1))
    covered = signals(reading, "khai sinh trễ", two)["covered"]
    assert covered[0] > 3 * covered[1] > 0


def test_the_alignment_brings_together_what_shares_no_word(reading: Reading) -> None:
    table = np.array([[0, 0], [1, 0], [1, 0], [0, 1]], np.float32)
    aligned = replace(reading, alignment=Alignment({"": 0, "ngoai": 1, "quyen": 2, "han": 3}, table))
    found = signals(aligned, "bà ngoại")
    assert found["aligned"] == found["aligned_part"] == [1, 0, 0]
    assert not any(signals(reading, "bà ngoại")["aligned"])

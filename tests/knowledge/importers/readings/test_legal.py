"""Numbers of legal documents, with the words around them mended."""

from __future__ import annotations

import pytest

from knowledge.importers.readings.legal import legal_act


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("60/2014/QH13", "60/2014/QH13"),
        ("Luật số 146/2025/QH15", "146/2025/QH15"),
        ("số 32/2026/NĐ-CP", "32/2026/NĐ-CP"),
        ("TT43/2023/TT-BTC.", "43/2023/TT-BTC"),
        ("66.16/2026/NQ-CP", "66.16/2026/NQ-CP"),
        ("09/2015/TTLT-BCA-BYT-BTC", "09/2015/TTLT-BCA-BYT-BTC"),
        ("2222/QĐ-BHXH", "2222/QĐ-BHXH"),
        ("Bộ luật Dân sự", "Bộ luật Dân sự"),
        (None, None),
        ("", None),
    ],
)
def test_words_in_the_cell_are_mended(cell: str | None, number: str | None) -> None:
    assert legal_act(cell, "Về một việc").number == number


def test_several_numbers_in_a_cell_are_kept() -> None:
    assert legal_act("1/2020/NĐ-CP, 2/2021/NĐ-CP", None).number == "1/2020/NĐ-CP, 2/2021/NĐ-CP"


def test_a_number_cut_short_is_completed_from_its_title_only() -> None:
    assert legal_act("18/2021", "Nghị định số 18/2021/NĐ-CP của Chính phủ").number == "18/2021/NĐ-CP"
    assert legal_act("104", "Nghị định số 104/2022/NĐ-CP").number == "104/2022/NĐ-CP"
    assert legal_act("18/2021", "Nghị định số 118/2021/NĐ-CP").number == "18/2021"


def test_a_title_is_one_line() -> None:
    assert legal_act("1/2020/NĐ-CP", "Nghị định\nvề  một việc").title == "Nghị định về một việc"

from __future__ import annotations

from pathlib import Path

import pytest

from search.snapshot import NLU_DATA
from search.statements.ways import Ways, WaysError

WAYS = Ways([(["đi thay", "nộp hộ"], ["ủy quyền"]), (["photo"], ["bản chụp", "bản sao"])])


def test_a_detail_is_known_by_any_of_its_ways_without_diacritics() -> None:
    assert WAYS.asked(["me", "nop", "ho", "duoc", "khong"]) == {0}
    assert WAYS.asked(["di", "thay", "cam", "photo"]) == {0, 1}
    assert WAYS.written(["co", "ban", "chup"]) == {1}


def test_each_side_has_its_own_ways() -> None:
    assert WAYS.asked(["uy", "quyen"]) == frozenset()
    assert WAYS.written(["nop", "ho"]) == frozenset()


def test_words_apart_are_no_way() -> None:
    assert WAYS.asked(["nop", "cho", "ho"]) == frozenset()


def test_comments_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "ways.tsv"
    path.write_text("# nói\tviết\n\nđi thay|nộp hộ\tủy quyền\n", encoding="utf-8")
    assert Ways.load(path).asked(["nop", "ho"]) == Ways.load(path).written(["uy", "quyen"]) == {0}


@pytest.mark.parametrize("line", ["đi thay", "đi thay\tủy quyền\tthừa"])
def test_a_line_that_has_not_two_columns_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "ways.tsv"
    path.write_text(f"photo\tbản chụp\n{line}\n", encoding="utf-8")
    with pytest.raises(WaysError, match=r"ways\.tsv, dòng 2.*đi thay"):
        Ways.load(path)


def test_the_projects_own_ways_lead_from_what_people_say_to_what_records_write() -> None:
    ways = Ways.load(NLU_DATA / "details" / "ways.tsv")
    assert ways.asked(["ba", "me", "di", "thay"]) & ways.written(["giay", "uy", "quyen", "co", "chung", "thuc"])

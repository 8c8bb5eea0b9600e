"""The layout carries the whole procedure: what it lays out as rows comes back from a file as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers.spreadsheet import layout, spreadsheet
from knowledge.importers.spreadsheet.cells import Words
from knowledge.importers.spreadsheet.sheets import write_csv, write_workbook
from knowledge.procedure import (
    Jurisdiction,
    Level,
    Procedure,
    Source,
    TimeUnit,
    Way,
)
from tests.knowledge.importers.spreadsheet.strategies import PROCEDURES

Writer = Callable[[Iterable[Procedure], Path], None]


@pytest.mark.parametrize(("write", "suffix"), [(write_workbook, "xlsx"), (write_csv, "csv")])
@given(procedures=st.lists(PROCEDURES, max_size=3, unique_by=lambda procedure: procedure.code))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_nothing_is_lost(write: Writer, suffix: str, procedures: list[Procedure], tmp_path: Path) -> None:
    path = tmp_path / f"catalogue.{suffix}"
    write(procedures, path)

    read = list(spreadsheet.read(path, dt.date(2026, 1, 1)))

    for procedure in procedures:
        procedure.source.as_of = procedure.source.as_of or dt.date(2026, 1, 1)
    assert len(read) == len(procedures)
    for procedure in procedures:
        assert procedure in read


@pytest.mark.parametrize(("write", "suffix"), [(write_workbook, "xlsx"), (write_csv, "csv")])
def test_a_text_longer_than_a_cell_goes_on_in_the_next_row(write: Writer, suffix: str, tmp_path: Path) -> None:
    words = "Điều kiện - \n = " * 6000
    long = Procedure(code="1.000001", name="Dài", conditions=words, steps=words[:40_000], source=Source(title="Thử"))
    path = tmp_path / f"long.{suffix}"
    write([long], path)

    assert all(len(str(cell)) <= layout.LONGEST for row in layout.rows_of(long) for cell in row.cells.values())
    (read,) = spreadsheet.read(path, None)
    assert isinstance(read, Procedure)
    assert read.conditions == long.conditions
    assert read.steps == long.steps


def test_every_word_of_the_model_can_be_written() -> None:
    for words, literal in [
        (layout.LEVELS, Level),
        (layout.JURISDICTIONS, Jurisdiction),
        (layout.WAYS, Way),
        (layout.UNITS, TimeUnit),
    ]:
        assert isinstance(words, Words)
        assert set(words.words) == set(get_args(literal))


def test_a_title_means_the_same_in_every_table() -> None:
    titles = layout.csv_titles()
    assert len(titles) == len(set(titles))
    for table in layout.TABLES:
        assert table.columns[0].title == layout.CODE
        assert len({column.title for column in table.columns}) == len(table.columns)

"""A catalogue is looked through, in the store or in files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.settings import ConfigurationError
from bot.workshop.inspecting import inspect, procedures_of
from knowledge.importers.spreadsheet.export import export
from tests.bot.garden import LEMON, MELON

TODAY = dt.date(2026, 11, 30)


def test_findings_are_counted_and_named(tmp_path: Path) -> None:
    same = MELON.model_copy(update={"name": LEMON.name})
    export([LEMON, same], tmp_path / "vuon.jsonl")
    found = inspect(procedures_of([tmp_path / "vuon.jsonl"]), TODAY)
    assert (found.procedures, found.counts["shared_name"]) == (2, 2)
    assert {(finding.code, finding.field) for finding in found.findings if finding.kind == "shared_name"} == {
        (LEMON.code, "name"),
        (MELON.code, "name"),
    }


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "gi-do").write_text("không phải gì cả")
    with pytest.raises(ConfigurationError, match=r"Không nhận ra định dạng của .*gi-do"):
        inspect(procedures_of([tmp_path / "gi-do"]), TODAY)
    with pytest.raises(ConfigurationError, match="không có tệp hoặc thư mục này"):
        inspect(procedures_of([tmp_path / "khong-co"]), TODAY)

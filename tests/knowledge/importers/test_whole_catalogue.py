"""The real catalogue comes in whole, whatever its files are called."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from knowledge.importers import own
from knowledge.importers.detect import reader_of
from knowledge.importers.reader import Rejection
from knowledge.importers.spreadsheet import spreadsheet
from knowledge.importers.spreadsheet.sheets import write_csv, write_workbook
from knowledge.procedure import Procedure
from tests.knowledge.importers.catalogue import CATALOGUE, needs_catalogue

pytestmark = [pytest.mark.catalogue, needs_catalogue]

FILES = {
    "portal.jsonl": ("portal", 1601),
    "chitiet.jsonl": ("detail_sheet", 32),
    "bosung.jsonl": ("own", 44),
    "danh-sach-tthc-BoCongAn.xlsx": ("portal_list", 339),
    "danh-sach-tthc-BoTuPhap.xlsx": ("portal_list", 271),
}


Records = dict[str, tuple[str, list[Procedure | Rejection]]]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """By file: the reader that recognised it under a random name, and all that it read."""
    read: Records = {}
    for file in FILES:
        path = tmp_path_factory.mktemp("catalogue") / secrets.token_hex(4)
        shutil.copyfile(CATALOGUE / file, path)
        reader = reader_of(path)
        assert reader is not None, file
        read[file] = reader.name, list(reader.read(path, None))
    return read


@pytest.fixture(scope="module")
def procedures(records: Records) -> dict[str, Procedure]:
    """The procedures of all files by code; an entry of a list gives way to one with details."""
    found = (record for _, read in records.values() for record in read)
    by_code: dict[str, Procedure] = {}
    for record in found:
        if isinstance(record, Procedure):
            by_code.setdefault(record.code, record)
    return by_code


@pytest.mark.parametrize("file", FILES)
def test_every_record_comes_in(file: str, records: Records) -> None:
    name, read = records[file]
    assert (name, len(read)) == FILES[file]
    assert [record for record in read if isinstance(record, Rejection)] == []
    assert len({record.code for record in read}) == len(read)


def test_no_code_stands_in_two_of_the_files_with_details(procedures: dict[str, Procedure]) -> None:
    assert sum(procedure.details for procedure in procedures.values()) == 1601 + 32 + 44


def test_our_own_json_comes_in_unchanged() -> None:
    """Nothing is lost or changed but what says nothing; a level that the model lacks is kept in a flag."""
    lines = (CATALOGUE / "bosung.jsonl").read_text(encoding="utf-8").splitlines()
    records = own.read(CATALOGUE / "bosung.jsonl", None)
    for line, record in zip(lines, records, strict=True):
        assert isinstance(record, Procedure)
        read = record.model_dump(mode="json", by_alias=True)
        source = json.loads(line)
        flagged = " ".join(flag.reason for flag in record.flags)
        strange = [level for level in source["levels"] if level not in read["levels"]]
        assert all(level in flagged for level in strange)
        assert [level for level in read["levels"] if level in source["levels"]] == [
            level for level in source["levels"] if level not in strange
        ]
        for field in set(source) - {"levels", "version", "flags"}:
            assert said(read[field]) == said(source[field]), (record.code, field)


def said(value: Any) -> Any:
    """The value without nulls and empty texts, with single spaces at no edge."""
    if isinstance(value, dict):
        return {key: said(entry) for key, entry in value.items() if said(entry) not in (None, "")}
    if isinstance(value, list):
        return [said(entry) for entry in value]
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("write", [write_csv, write_workbook])
def test_an_export_of_all_of_it_comes_back_the_same(
    write: Callable[[Iterable[Procedure], Path], None], procedures: dict[str, Procedure], tmp_path: Path
) -> None:
    path = tmp_path / "export"
    write(procedures.values(), path)

    back = list(spreadsheet.read(path, None))

    assert [record for record in back if isinstance(record, Rejection)] == []
    assert {record.code for record in back} == set(procedures)
    for record in back:
        assert isinstance(record, Procedure)
        assert record == procedures[record.code]

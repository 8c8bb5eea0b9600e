"""The portal importer held against a key made by hand: procedures read with one's own eyes, in two halves.

``portal_key.json`` holds codes and numbers only. A paper's row is "1/0" (originals/copies), with "f" where a form file
sticks to it ("f2": two files), or "n" for a note; a group may begin with its use. A way is its way, time and fees
("post 10wd 50000+25000@2025-07-01..2026-12-31"), "-" where the source states no certain value.
The half "last" was first compared after the importer had been tuned on the other one (and on looks over the whole
file); its one missing fact has been mended since, so neither half is unseen any more.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.importers.portal import portal
from knowledge.importers.portal.result import results, without_labels
from knowledge.procedure import Duration, Fee, Paper, Procedure, Submission

CATALOGUE = Path(__file__).parents[5] / "shared" / "catalogue" / "portal.jsonl"
KEY: dict[str, dict[str, dict[str, Any]]] = json.loads((Path(__file__).parent / "portal_key.json").read_text())
UNITS = {"working_day": "wd", "day": "d", "hour": "h", "month": "m", "year": "y"}

pytestmark = [
    pytest.mark.catalogue,
    pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue is not beside this checkout"),
]


class Tally:
    """Facts by field: right, missing (no value where the key has one) and wrong (another value)."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.missing: list[str] = []
        self.wrong: list[str] = []

    def compare(self, code: str, field: str, expected: object, found: object) -> None:
        if found == expected:
            self.right[field] += 1
        elif found in ("-", None):
            self.missing.append(f"{code} {field}: {expected}")
        else:
            self.wrong.append(f"{code} {field}: {found} instead of {expected}")

    @property
    def share(self) -> float:
        right = self.right.total()
        return right / (right + len(self.missing) + len(self.wrong))


@pytest.fixture(scope="module")
def records() -> dict[str, tuple[dict[str, str], Procedure]]:
    wanted = {code for half in KEY.values() for code in half}
    read = portal.read(CATALOGUE, None)
    lines = CATALOGUE.read_text(encoding="utf-8-sig").splitlines()
    return {
        record.code: (json.loads(line), record)
        for line, record in zip(lines, read, strict=True)
        if isinstance(record, Procedure) and record.code in wanted
    }


@pytest.mark.parametrize("half", list(KEY))
def test_the_facts_of_the_key_are_right(half: str, records: dict[str, tuple[dict[str, str], Procedure]]) -> None:
    tally = Tally()
    for code, expected in KEY[half].items():
        source, record = records[code]
        for field, wanted, found in facts(expected, record, source):
            tally.compare(code, field, wanted, found)
    report = "\n".join([f"{half}: {tally.share:.4f}", str(dict(tally.right)), *tally.missing, *tally.wrong])
    assert not tally.wrong, report
    assert tally.share >= 0.97, report


def test_the_key_covers_sixty_procedures() -> None:
    assert [len(half) for half in KEY.values()] >= [30, 30]
    assert not set(KEY["tuned"]) & set(KEY["last"])


def facts(expected: dict[str, Any], record: Procedure, source: dict[str, str]) -> Iterator[tuple[str, object, object]]:
    """Every fact of one procedure: its field, what the key says, what was read."""
    yield "papers", sum(len(rows(group)) for group in expected["papers"]), sum(len(g.items) for g in record.papers)
    yield "groups", len(expected["papers"]), len(record.papers)
    for wanted_group, group in zip(expected["papers"], record.papers, strict=False):
        yield "use", use(wanted_group), group.use
        for wanted_row, item in zip(rows(wanted_group), group.items, strict=False):
            yield "row", wanted_row, shown_paper(item)
    yield "ways", len(expected["ways"]), len(record.submissions)
    for wanted_way, submission in zip(expected["ways"], record.submissions, strict=False):
        way, time, fees, *set_by = wanted_way.split()
        yield "way", way, submission.way
        yield "time", time, shown_time(submission.time)
        yield "fees", fees, shown_fees(submission)
        yield "set_by", set_by[0] if set_by else None, submission.set_by
    yield "documents", len(expected["legal"]), len(record.legal_basis)
    for wanted_number, act in zip(expected["legal"], record.legal_basis, strict=False):
        yield "number", wanted_number, act.number
    yield "results", expected["results"], len(results(without_labels(source["ket_qua_xu_ly"])))


def use(group: str) -> str | None:
    return group.split(":")[0] if ":" in group else None


def rows(group: str) -> list[str]:
    return group.split(":")[-1].split()


def shown_paper(item: Paper) -> str:
    if item.kind == "note":
        return "n"
    files = len(item.form.name.split("; ")) if item.form else 0
    return f"{item.originals}/{item.copies}" + ("f" if files else "") + (str(files) if files > 1 else "")


def shown_time(time: Duration | None) -> str:
    return f"{time.value}{UNITS[time.unit]}" if time else "-"


def shown_fees(submission: Submission) -> str:
    return "+".join(shown_fee(fee) for fee in submission.fees) or "-"


def shown_fee(fee: Fee) -> str:
    dates = f"@{fee.from_ or ''}..{fee.until or ''}" if fee.from_ or fee.until else ""
    return f"{fee.amount}{'' if fee.currency == 'VND' else fee.currency}{dates}"

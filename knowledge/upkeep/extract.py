"""Take facts and official names of an imported catalogue over into ``facts/``: codes, values, names, no sentences.

    python -m knowledge.upkeep.extract portal.jsonl@2026-07-01 chitiet.jsonl@2025-12-01 bosung.jsonl

A file's date, for a source that has none of its own, stands behind ``@``. Papers are taken over whole or not at all: a
list that lacks a row would send a person home. Where a row is a long sentence, the list is left out and flagged.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge import bundled
from knowledge.importers.detect import reader_of
from knowledge.procedure import Flag, LegalAct, PaperGroup, Procedure, Submission

FOLDER = Path(bundled.__file__).parent / "facts"
LONGEST_NAME = 60
LONGEST_VALUE = 12
PAPERS_LEFT_OUT = "Danh mục giấy tờ có đoạn dài nên không chép vào bản đi kèm; xem trang chính thức."


def facts_of(procedure: Procedure) -> Procedure:
    """A procedure's facts: what is a code, a value or a name. ``origin`` is left out, since nothing is ours."""
    papers = _papers(procedure)
    flags = [flag for flag in procedure.flags if _is_value(flag.reason, LONGEST_NAME)]
    if procedure.papers and not papers:
        flags.append(Flag(field="papers", reason=PAPERS_LEFT_OUT))
    return procedure.model_copy(
        update={
            "papers": papers,
            "submissions": [_submission(submission) for submission in procedure.submissions],
            "places": [place.model_copy(update={"note": None}) for place in procedure.places],
            "steps": None,
            "conditions": None,
            "result": procedure.result if _is_value(procedure.result, LONGEST_NAME) else None,
            "legal_basis": [LegalAct(number=act.number) for act in procedure.legal_basis if act.number],
            "flags": flags,
            "version": 0,
            "origin": None,
        }
    )


def write(procedures: Iterable[Procedure], folder: Path) -> int:
    """Writes the facts of all procedures, a file a field, in place of what the folder holds; returns their number."""
    by_field: defaultdict[str, list[Procedure]] = defaultdict(list)
    for procedure in procedures:
        by_field[slug(procedure.field or "khac")].append(facts_of(procedure))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, records in by_field.items():
        told = [
            record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            for record in sorted(records, key=lambda record: record.code)
        ]
        text = json.dumps(told, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return sum(map(len, by_field.values()))


def slug(name: str) -> str:
    """A field's name as a file's name: "Hộ tịch" is "ho-tich"."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")[:100]


def _papers(procedure: Procedure) -> list[PaperGroup]:
    groups = []
    for group in procedure.papers:
        items = [item for item in group.items if item.kind == "paper"]
        if any(not _is_value(text, LONGEST_NAME) for item in items for text in (item.name, item.when, item.note)):
            return []
        if items and not _is_value(group.case, LONGEST_NAME):
            return []
        if items:
            groups.append(group.model_copy(update={"items": items}))
    return groups


def _submission(submission: Submission) -> Submission:
    return submission.model_copy(
        update={
            "note": None,
            "time_text": submission.time_text if _is_value(submission.time_text, LONGEST_VALUE) else None,
            "fee_text": submission.fee_text if _is_value(submission.fee_text, LONGEST_VALUE) else None,
            "fees": [
                fee.model_copy(update={"note": fee.note if _is_value(fee.note, LONGEST_VALUE) else None})
                for fee in submission.fees
            ],
        }
    )


def _is_value(text: str | None, most_words: int) -> bool:
    return text is None or len(text.split()) <= most_words


def _read(arguments: Iterable[str]) -> Iterator[Procedure]:
    for argument in arguments:
        name, _, day = argument.partition("@")
        reader = reader_of(Path(name))
        if reader is None:
            raise SystemExit(f"{name}: không nhận ra định dạng.")
        as_of = dt.date.fromisoformat(day) if day else None
        yield from (entry for entry in reader.read(Path(name), as_of) if isinstance(entry, Procedure))


if __name__ == "__main__":
    sys.stdout.write(f"{write(_read(sys.argv[1:]), FOLDER)} thủ tục\n")

"""Our own JSON (docs/interfaces.md): a line a procedure, an array, or a single one."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Iterator
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any, TextIO, get_args

from pydantic import ValidationError

from knowledge.blanks import without_blanks
from knowledge.importers.json_text import Broken, JsonText, parsed
from knowledge.importers.legacy_fonts import Transcript, UnclearFont
from knowledge.importers.reader import Rejection
from knowledge.importers.reasons import reason_of
from knowledge.procedure import Flag, Level, Procedure

name = "own"

_OWN_FIELDS = (
    "papers",
    "submissions",
    "legal_basis",
    "places",
    "levels",
    "agency",
    "audience",
    "jurisdiction",
    "steps",
)
_LEVELS = get_args(Level)
_NOT_READ = "từ đây đến hết tệp không được đọc"


def recognise(head: bytes, path: Path) -> bool:  # noqa: ARG001 (content alone tells)
    """Say whether the file begins as JSON with the fields of a procedure."""
    text = head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "ignore").lstrip()
    if not text.startswith(("{", "[")):
        return False
    named = set(re.findall(r'"(\w+)"\s*:', text))
    return text.split() in (["[]"], ["[", "]"]) or "code" in named or len(named & set(_OWN_FIELDS)) > 1


def read(path: Path, as_of: dt.date | None) -> Iterator[Procedure | Rejection]:
    """Yield the records in order, holding one at a time.

    Fields may be missing, null or an empty text where nothing is stated. Where the JSON breaks off, the records before
    are given, and one rejection names the line. ``as_of`` dates a record whose source has no date.
    """
    # Bytes that are no UTF-8 come through as surrogates, which the model refuses: one bad record, not a bad file.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline=None) as file:
        for number, (line, value) in enumerate(_values(file), 1):
            if isinstance(value, Broken):
                yield Rejection(number, None, f"Dòng {line}: {value.reason}")
            else:
                yield _record(number, line, value, as_of)


def _record(number: int, line: int, value: Any, as_of: dt.date | None) -> Procedure | Rejection:
    code = value.get("code") if isinstance(value, dict) else None
    transcript = Transcript()
    try:
        stated = without_blanks(transcript.value(value), Procedure)
    except UnclearFont as error:
        return Rejection(number, code if isinstance(code, str) else None, f"Dòng {line}: {error}")
    strange = _take_out_strange_levels(stated)
    try:
        procedure = Procedure.model_validate(stated)
    except ValidationError as error:
        return Rejection(number, code if isinstance(code, str) else None, f"Dòng {line}: {reason_of(error)}")
    if strange:
        procedure.flags.append(Flag(field="levels", reason=f'Nguồn ghi cấp {", ".join(strange)}; đã xếp vào "khác".'))
    procedure.flags += transcript.flags()
    if procedure.source.as_of is None:
        procedure.source.as_of = as_of
    return procedure


def _take_out_strange_levels(stated: Any) -> list[str]:
    """Make each level that the model does not know ("ngành dọc") the general one, and return those that were."""
    levels = stated.get("levels") if isinstance(stated, dict) else None
    if not isinstance(levels, list) or not all(isinstance(level, str) for level in levels):
        return []
    strange = [f'"{level}"' for level in levels if level not in _LEVELS]
    if strange:
        stated["levels"] = list(dict.fromkeys(level if level in _LEVELS else "khác" for level in levels))
    return strange


def _values(file: TextIO) -> Iterator[tuple[int, Any]]:
    """The JSON values of the file, each with the line that it begins on."""
    text = JsonText(file)
    if text.peek() == "[":
        return _values_of_array(text)
    file.seek(0)
    first, second = islice(chain(_lines(file), repeat((0, ""))), 2)
    file.seek(0)
    if isinstance(parsed(first[1]), Broken) and not second[1].startswith("{"):
        return _values_of_text(JsonText(file))
    return ((number, parsed(line)) for number, line in _lines(file))


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    return ((number, text) for number, line in enumerate(file, 1) if (text := line.strip()))


def _values_of_array(text: JsonText) -> Iterator[tuple[int, Any]]:
    text.take("[")
    more = not text.take("]")
    while more:
        line, value = text.line, text.value()
        yield line, value
        if isinstance(value, Broken):
            return
        more = not text.take("]")
        if more and not text.take(","):
            yield text.line, Broken(f"thiếu dấu phẩy hoặc dấu ngoặc vuông đóng; {_NOT_READ}")
            return
    if text.peek():
        yield text.line, Broken(f"còn chữ sau dấu ngoặc vuông đóng; {_NOT_READ}")


def _values_of_text(text: JsonText) -> Iterator[tuple[int, Any]]:
    while text.peek():
        line, value = text.line, text.value()
        yield line, value
        if isinstance(value, Broken):
            return

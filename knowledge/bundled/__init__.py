"""The catalogue that comes with the program: a JSON array a file, a file a field of procedures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import tomllib
from pydantic import ValidationError

from knowledge.fork import Fork
from knowledge.procedure import Procedure
from knowledge.subject import Subject
from knowledge.topic import Guide, LifeEvent, Topic

FOLDER = Path(__file__).parent
SHORT_NAME_LENGTH = 60


class BundleError(Exception):
    """A bundled file does not hold what it should; the message names the file and the record."""


def curated(folder: Path = FOLDER) -> Iterator[Procedure]:
    """The complete records in our own words.

    Raises:
        BundleError: a file is broken.
    """
    return read_folder(folder / "curated")


def overlay(folder: Path = FOLDER) -> Iterator[Procedure]:
    """What the province itself sets: fees of its council, places, hours, online levels.

    Raises:
        BundleError: a file is broken.
    """
    return read_folder(folder / "overlay")


def facts(folder: Path = FOLDER) -> Iterator[Procedure]:
    """The records of facts and official names only.

    Raises:
        BundleError: a file is broken.
    """
    return read_folder(folder / "facts")


def files(folder: Path = FOLDER) -> Iterator[Path]:
    """The files of the bundled catalogue."""
    yield from (folder / "overlay").glob("*.json")
    yield from (folder / "curated").glob("*.json")
    yield from (folder / "facts").glob("*.json")


def topic_files(folder: Path = FOLDER) -> Iterator[Path]:
    """The files of guides and life events."""
    yield from (folder / "guides").glob("*.toml")
    yield from (folder / "life_events").glob("*.toml")


def topics(folder: Path = FOLDER) -> dict[str, Topic]:
    """The guides and the life events, by their codes.

    Raises:
        BundleError: a file is broken, or a code stands twice.
    """
    found: dict[str, Topic] = {}
    for path in sorted(topic_files(folder)):
        kind: type[Topic] = Guide if path.parent.name == "guides" else LifeEvent
        for number, entry in enumerate(_tables(path), 1):
            try:
                topic = kind.model_validate(entry)
            except ValidationError as error:
                raise BundleError(f"{path.name}, mục {number}: {error}") from error
            if topic.code in found:
                raise BundleError(f"{path.name}, mục {number}: mã {topic.code} đã có")
            found[topic.code] = topic
    return found


def subjects(folder: Path = FOLDER) -> list[Subject]:
    """The subjects, in the order of their files.

    Raises:
        BundleError: a file is broken, or a code stands twice.
    """
    found: dict[str, Subject] = {}
    for path in sorted((folder / "subjects").glob("*.toml")):
        for number, entry in enumerate(_tables(path, "subject"), 1):
            try:
                subject = Subject.model_validate(entry)
            except ValidationError as error:
                raise BundleError(f"{path.name}, mục {number}: {error}") from error
            if subject.code in found:
                raise BundleError(f"{path.name}, mục {number}: mã {subject.code} đã có")
            found[subject.code] = subject
    return list(found.values())


def short_names(folder: Path = FOLDER) -> dict[str, str]:
    """What people call procedures, by code (``short_names.tsv``: code, name).

    Raises:
        BundleError: a line is broken, a name is too long, or a code or a name stands twice.
    """
    found: dict[str, str] = {}
    path = folder / "short_names.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        code, _, name = line.partition("\t")
        if not name or len(name) > SHORT_NAME_LENGTH or code in found or name in found.values():
            raise BundleError(
                f"{path.name}, dòng {number}: «{line}» thiếu tên, quá {SHORT_NAME_LENGTH} chữ, hoặc đã có"
            )
        found[code] = name
    return found


def framing(folder: Path = FOLDER) -> list[str]:
    """The words that stand around a subject and name nothing themselves (``subjects/framing.txt``)."""
    lines = (folder / "subjects" / "framing.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def forks(folder: Path = FOLDER) -> list[Fork]:
    """The questions that tell like procedures apart (``forks.toml``).

    Raises:
        BundleError: the file is broken.
    """
    path = folder / "forks.toml"
    try:
        return [Fork.model_validate(entry) for entry in _tables(path, "fork")]
    except ValidationError as error:
        raise BundleError(f"{path.name}: {error}") from error


def read_folder(folder: Path) -> Iterator[Procedure]:
    """The procedures of all ``*.json`` files of a folder, in the order of the files' names.

    Raises:
        BundleError: a file is broken, or a code stands in the folder twice.
    """
    places: dict[str, str] = {}
    for path in sorted(folder.glob("*.json")):
        for number, record in enumerate(_records(path), 1):
            place = f"{path.name}, bản ghi {number}"
            try:
                procedure = Procedure.model_validate(record)
            except ValidationError as error:
                raise BundleError(f"{place}: {error}") from error
            if procedure.code in places:
                raise BundleError(f"{place}: mã {procedure.code} đã có ở {places[procedure.code]}")
            places[procedure.code] = place
            yield procedure


def _records(path: Path) -> list[object]:
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BundleError(f"{path.name}: không phải JSON: {error}") from error
    if not isinstance(records, list):
        raise BundleError(f"{path.name}: phải là một mảng JSON các thủ tục")
    return records


def _tables(path: Path, name: str = "topic") -> list[object]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get(name)
    except tomllib.TOMLDecodeError as error:
        raise BundleError(f"{path.name}: không phải TOML: {error}") from error
    if not isinstance(entries, list):
        raise BundleError(f"{path.name}: phải gồm các mục [[{name}]]")
    return entries

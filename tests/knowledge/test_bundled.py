"""The bundled curated records and their ways of asking, held against the standard of docs/editing.md."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.importers.detect import reader_of
from knowledge.procedure import Procedure
from knowledge.questions import read_questions
from knowledge.store.digest import digest

ROOT = Path(__file__).parents[2]
CURATED = sorted((ROOT / "knowledge/bundled/curated").glob("*.json"))
FOLDER = ROOT / "nlu_data/questions"
QUESTIONS = sorted(FOLDER.glob("*.txt"))
CATALOGUE = ROOT.parent / "shared/catalogue"
CODES_OF = {"portal.jsonl": "ma_thu_tuc", "chitiet.jsonl": "thu_tuc_id", "bosung.jsonl": "code"}

RECORDS_WANTED = 400
QUESTIONS_WANTED = 20
LONGEST_RUN = 11
NO_LIST = "Nguồn để trống danh sách giấy tờ"
NO_ACTS = "Nguồn để trống căn cứ pháp lý"
OWN_FIELDS = ("papers", "submissions", "places", "steps", "conditions", "flags")
# Names that must stand as they are, although they are long.
OFFICIAL_NAMES = (
    "thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc",
    "cơ sở dữ liệu quốc gia về dân cư",
    "cổng dịch vụ công quốc gia",
    "cổng dịch vụ công bộ công an",
    "tờ khai đề nghị cấp hộ chiếu phổ thông ở trong nước",
    "chứng nhận đăng ký xe, biển số xe",
    "đăng ký biến động đất đai, tài sản gắn liền với đất",
    "người việt nam định cư ở nước ngoài",
)


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    """The curated records as they stand in the files."""
    return [record for path in CURATED for record in json.loads(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """All that the catalogue says of a procedure, by code, as one text with single spaces."""
    found = {}
    for name, key in CODES_OF.items():
        for line in (CATALOGUE / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = "\n".join(text for _, text in texts(row))
            found[row[key]] = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return found


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """Every question of a file, with its heading."""
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            heading = line.removeprefix("# ")
        elif line:
            yield heading, line


def texts(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text below a JSON value, with its place; titles of forms excepted."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from texts(entry, f"{where}[{number}]")
    elif isinstance(value, dict):
        for key, entry in value.items():
            if key != "form":
                yield from texts(entry, f"{where}.{key}")


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).lower()
    for name in OFFICIAL_NAMES:
        plain = plain.replace(name, " ¦ ")
    return re.findall(r"\w+|¦", plain)


def stripped(text: str) -> str:
    """The words without diacritics: two questions that a hurried thumb types alike."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join(re.findall(r"\w+", "".join(letter for letter in letters if not unicodedata.combining(letter))))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


@pytest.mark.parametrize("path", CURATED, ids=lambda path: path.stem)
def test_a_file_is_indented_nfc_json_of_curated_records(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    for record in json.loads(text):
        procedure = Procedure.model_validate(record)
        assert procedure.curated and procedure.details
        assert procedure.model_dump(mode="json", by_alias=True) == record, procedure.code


def test_there_are_enough_and_no_code_stands_twice(records: list[dict[str, Any]]) -> None:
    codes = [record["code"] for record in records]
    assert len(codes) == len(set(codes)) >= RECORDS_WANTED


def test_a_record_says_where_it_is_from(records: list[dict[str, Any]]) -> None:
    for record in records:
        code, source = record["code"], record["source"]
        # The sheets of the national database tell no address.
        if source["url"]:
            assert source["url"].startswith("https://dichvucong.gov.vn/"), code
        else:
            assert source["title"].startswith("Cơ sở dữ liệu quốc gia"), code
        assert source["as_of"], code
        assert record["origin"]["as_of"] == source["as_of"], code
        assert record["origin"]["decision"] == record["decision"], code


def test_a_record_is_complete(records: list[dict[str, Any]]) -> None:
    for record in records:
        code = record["code"]
        for field in ("agency", "submissions", "steps", "result"):
            assert record[field], (code, field)
        assert re.match(r"1\. .+(\n\d\. .+){2,5}$", record["steps"]), f"{code}: three to six numbered lines"
        papers = [item for group in record["papers"] for item in group["items"] if item["kind"] == "paper"]
        # Where the source lists none, nothing is made up: the answer says so and names the official page.
        assert bool(papers) != says_empty(record, "papers", NO_LIST), code
        assert bool(record["legal_basis"]) != says_empty(record, "legal_basis", NO_ACTS), code


def says_empty(record: dict[str, Any], field: str, reason: str) -> bool:
    """Whether the record says that its source leaves the field empty."""
    return any(flag["field"] == field and flag["reason"].startswith(reason) for flag in record["flags"])


@pytest.mark.catalogue
@pytest.mark.skipif(not CATALOGUE.is_dir(), reason="the catalogue is not here")
def test_the_supplement_is_told_in_full(records: list[dict[str, Any]]) -> None:
    rows = (CATALOGUE / "bosung.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(row)["code"] for row in rows} <= {record["code"] for record in records}


def test_the_voice_is_calm_and_plain(records: list[dict[str, Any]]) -> None:
    for record in records:
        for where, text in texts({field: record[field] for field in OWN_FIELDS}, record["code"]):
            assert "!" not in text, where
            assert not re.search(r"\b(TTHC|DVC|CSDLQGVDC|thành phần hồ sơ|công dân có trách nhiệm)\b", text), where
            assert text == text.strip() and "  " not in text, where


def test_free_of_charge_is_never_said_of_what_the_province_sets(records: list[dict[str, Any]]) -> None:
    for record in records:
        for submission in record["submissions"]:
            if submission["set_by"] == "province":
                assert submission["fees"] == [], record["code"]
                assert "Hội đồng nhân dân" in submission["fee_text"], record["code"]


def test_a_record_has_enough_ways_of_asking(records: list[dict[str, Any]]) -> None:
    questions = read_questions(FOLDER)
    few = {record["code"] for record in records if len(questions.get(record["code"], [])) < QUESTIONS_WANTED}
    assert few == set()


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_questions_are_nfc_lines_in_a_calm_voice(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "!" not in text
    assert all(line == line.strip() for line in text.splitlines())


def test_no_two_procedures_share_a_question_even_without_diacritics() -> None:
    seen: dict[str, tuple[str, str]] = {}
    for path in QUESTIONS:
        for heading, line in lines_of(path):
            first, text = seen.setdefault(stripped(line), (heading, line))
            assert first == heading, f"{line!r} ({heading[:40]}) and {text!r} ({first[:40]})"


def test_no_question_stands_twice() -> None:
    found = Counter(" ".join(words(line)) for path in QUESTIONS for _, line in lines_of(path))
    assert [line for line, count in found.items() if count > 1] == []


def test_headings_name_the_procedures_as_the_records_do(records: list[dict[str, Any]]) -> None:
    names = {record["code"]: record["name"] for record in records}
    for path in QUESTIONS:
        for line in path.read_text(encoding="utf-8").splitlines():
            code, _, name = line.removeprefix("# ").partition(" ")
            if line.startswith("# ") and code in names and " = " not in line:
                assert name == names[code]


@pytest.mark.catalogue
@pytest.mark.skipif(not CATALOGUE.is_dir(), reason="the catalogue is not here")
def test_no_text_is_copied_from_the_source(records: list[dict[str, Any]], sources: dict[str, str]) -> None:
    copied = []
    for record in records:
        theirs = runs(sources[record["code"]], LONGEST_RUN + 1)
        for where, text in texts({field: record[field] for field in OWN_FIELDS}):
            copied += [(record["code"], where, " ".join(run)) for run in runs(text, LONGEST_RUN + 1) & theirs]
    assert copied == []


@pytest.mark.catalogue
@pytest.mark.skipif(not CATALOGUE.is_dir(), reason="the catalogue is not here")
def test_official_names_and_decisions_are_the_sources(records: list[dict[str, Any]], sources: dict[str, str]) -> None:
    for record in records:
        assert record["name"] in sources[record["code"]]
        assert record["decision"] is None or record["decision"] in sources[record["code"]]


@pytest.mark.catalogue
@pytest.mark.skipif(not CATALOGUE.is_dir(), reason="the catalogue is not here")
def test_the_importers_still_read_what_the_records_were_written_from(
    records: list[dict[str, Any]], tmp_path: Path
) -> None:
    """Where an importer has changed, stamp --again; where the source has, hold the record against it first."""
    ours = {record["code"]: record["origin"]["digest"] for record in records}
    theirs = {}
    for name, key in CODES_OF.items():
        path = tmp_path / name
        lines = (CATALOGUE / name).read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if json.loads(line)[key] in ours), encoding="utf-8")
        reader = reader_of(path) if path.stat().st_size else None
        if reader:
            theirs |= {entry.code: digest(entry) for entry in reader.read(path, None) if isinstance(entry, Procedure)}
    assert ours == theirs

"""Our own JSON, whole and broken."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.importers import own
from knowledge.importers.reader import Rejection
from knowledge.procedure import Procedure

CATALOGUE = Path(__file__).parents[4] / "shared/catalogue/bosung.jsonl"
LEAST = {"name": "Đăng ký khai sinh", "source": {"title": "Cổng Dịch vụ công"}}


def record(number: int, **fields: Any) -> dict[str, Any]:
    return {"code": f"1.{number:06}", **LEAST, **fields}


def read(path: Path, content: str | bytes | list[str]) -> list[Procedure | Rejection]:
    if isinstance(content, list):
        content = "\n".join(content) + "\n"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(own.read(path, None))


def codes(records: list[Procedure | Rejection]) -> list[str | None]:
    return [one.code for one in records]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "danh-muc"


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(json.dumps(record(number)) for number in range(3)),
        "\n\n".join(json.dumps(record(number), ensure_ascii=False) for number in range(3)) + "\r\n",
        json.dumps([record(number) for number in range(3)]),
        json.dumps([record(number) for number in range(3)], indent=2),
        "﻿\n [" + " ,\n ".join(json.dumps(record(number)) for number in range(3)) + "\n]\n",
    ],
)
def test_lines_and_arrays(path: Path, content: str) -> None:
    assert codes(read(path, content)) == ["1.000000", "1.000001", "1.000002"]
    assert own.recognise(content.encode(), path)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_single_procedure(path: Path, indent: int | None) -> None:
    [found] = read(path, json.dumps(record(1, steps="Bước 1."), indent=indent))
    assert isinstance(found, Procedure)
    assert found.steps == "Bước 1."


def test_an_array_of_nothing(path: Path) -> None:
    assert read(path, " [ ]\n") == []
    assert own.recognise(b" [ ]\n", path)


def test_an_array_longer_than_what_is_read_at_once(path: Path) -> None:
    many = [record(number, steps=f"Bước {number}. " * 2000) for number in range(30)]
    assert read(path, json.dumps(many, ensure_ascii=False, indent=1)) == [Procedure.model_validate(one) for one in many]


def test_an_empty_text_and_null_say_nothing(path: Path) -> None:
    fields = {
        "decision": "",
        "jurisdiction": "",
        "steps": " ",
        "levels": None,
        "audience": [""],
        "papers": [{"case": "", "use": "", "items": [{"name": "Tờ khai", "when": "", "form": "", "kind": ""}]}],
        "submissions": [{"way": "post", "time": "", "set_by": "", "fees": [{"amount": 0, "note": "", "from": ""}]}],
        "source": {"title": "Cổng", "url": "", "as_of": ""},
        "flags": None,
        "details": None,
    }
    [found] = read(path, [json.dumps(record(1, **fields))])
    assert found == Procedure.model_validate(
        record(
            1,
            papers=[{"items": [{"name": "Tờ khai"}]}],
            submissions=[{"way": "post", "fees": [{"amount": 0}]}],
            source={"title": "Cổng"},
        )
    )


def test_a_date_is_given_to_what_has_none(path: Path) -> None:
    path.write_text(json.dumps([record(1), record(2, source={"title": "Cổng", "as_of": "2026-07-01"})]))
    found = list(own.read(path, dt.date(2026, 10, 1)))
    assert [one.source.as_of for one in found if isinstance(one, Procedure)] == [
        dt.date(2026, 10, 1),
        dt.date(2026, 7, 1),
    ]


def test_a_level_that_is_not_ours_is_a_general_one_and_flagged(path: Path) -> None:
    [found] = read(path, [json.dumps(record(1, levels=["bộ", "ngành dọc", "liên xã"]))])
    assert isinstance(found, Procedure)
    assert found.levels == ["bộ", "khác"]
    assert [(flag.field, '"ngành dọc", "liên xã"' in flag.reason) for flag in found.flags] == [("levels", True)]


@pytest.mark.parametrize(
    ("bad", "code", "reason"),
    [
        (record(2, code="1193"), "1193", 'mã thủ tục "1193" không đúng dạng 1.001193'),
        (record(2, code="１.００１１９３"), "１.００１１９３", "không đúng dạng 1.001193"),
        ({**LEAST}, None, "thiếu code"),
        (record(2, name=""), "1.000002", "name"),
        (record(2, levels=["huyện", 3]), "1.000002", 'levels.1: "huyện" không phải một trong'),
        (record(2, tên="Đăng ký"), "1.000002", "trường lạ tên"),
        (record(2, submissions=[{"way": "bay"}]), "1.000002", 'submissions.1.way: "bay" không phải một trong'),
        (record(2, papers="Tờ khai"), "1.000002", 'papers: "Tờ khai" không phải danh sách'),
        (record(2, papers=[{"items": [{"name": "Tờ khai", "copies": -1}]}]), "1.000002", '"-1" nhỏ hơn 0'),
        (record(2, source={"title": "Cổng", "as_of": "hôm qua"}), "1.000002", '"hôm qua" không phải ngày'),
        ({**record(2), "source": {"title": "\ud800"}}, "1.000002", "không phải chữ đọc được"),
        ([1], None, "không phải một thủ tục"),
        (7, None, '"7" không phải một thủ tục'),
    ],
)
@pytest.mark.parametrize("shape", ["lines", "array"])
def test_a_bad_record_is_rejected_with_its_line_and_reason_and_the_rest_is_read(
    path: Path, bad: object, code: str | None, reason: str, shape: str
) -> None:
    texts = [json.dumps(one) for one in (record(1), bad, record(3))]
    first, rejected, last = read(path, texts if shape == "lines" else "[" + ",\n".join(texts) + "]")
    assert isinstance(first, Procedure)
    assert isinstance(last, Procedure)
    assert isinstance(rejected, Rejection)
    assert (rejected.record, rejected.code) == (2, code)
    assert rejected.reason.startswith("Dòng 2: ")
    assert reason in rejected.reason


def test_many_faults_are_counted(path: Path) -> None:
    [rejected] = read(path, [json.dumps(record(1, **{f"lạ{number}": 1 for number in range(9)}))])
    assert isinstance(rejected, Rejection)
    assert rejected.reason.endswith("; và 6 lỗi khác")


def test_a_line_that_is_no_json_costs_only_itself(path: Path) -> None:
    lines = [json.dumps(record(1)), '{"code": "1.0000', json.dumps(record(3)), "xin chào"]
    first, half, third, last = read(path, lines)
    assert codes([first, third]) == ["1.000001", "1.000003"]
    assert isinstance(half, Rejection)
    assert (half.record, half.reason) == (2, "Dòng 2: không phải JSON, hỏng ở cột 10")
    assert isinstance(last, Rejection)
    assert last.record == 4


def test_a_first_line_that_is_no_json_costs_only_itself(path: Path) -> None:
    first, *rest = read(path, ['{"code": "1.0000', json.dumps(record(2)), json.dumps(record(3))])
    assert isinstance(first, Rejection)
    assert codes(rest) == ["1.000002", "1.000003"]


def test_bytes_that_are_no_text_cost_only_their_record(path: Path) -> None:
    lines = [json.dumps(record(number), ensure_ascii=False).encode() for number in range(3)]
    lines[1] = lines[1].replace("Đ".encode(), b"\xff")
    first, bad, last = read(path, b"\n".join(lines))
    assert codes([first, last]) == ["1.000000", "1.000002"]
    assert isinstance(bad, Rejection)
    assert bad.code == "1.000001"


@pytest.mark.parametrize("indent", [None, 1])
def test_an_array_that_breaks_off_gives_what_stands_before_and_names_the_line(path: Path, indent: int | None) -> None:
    text = json.dumps([record(number) for number in range(4)], indent=indent)
    cut = text[: text.index("1.000002") + 4]
    *before, rejected = read(path, cut)
    assert codes(before) == ["1.000000", "1.000001"]
    assert isinstance(rejected, Rejection)
    assert rejected.record == 3
    last_line = cut.count("\n") + 1
    assert f"hỏng ở dòng {last_line}" in rejected.reason


@pytest.mark.parametrize(("between", "record_number"), [(" ", 2), (", ,", 2)])
def test_an_array_with_a_fault_between_records(path: Path, between: str, record_number: int) -> None:
    first, rejected = read(path, f"[{json.dumps(record(1))}\n{between}{json.dumps(record(2))}]")
    assert isinstance(first, Procedure)
    assert isinstance(rejected, Rejection)
    assert (rejected.record, rejected.reason[:7]) == (record_number, "Dòng 2:")


@pytest.mark.parametrize("end", ["", ","])
def test_an_array_that_is_never_closed_is_told(path: Path, end: str) -> None:
    first, rejected = read(path, f"[{json.dumps(record(1))}{end}")
    assert isinstance(first, Procedure)
    assert isinstance(rejected, Rejection)


def test_what_follows_an_array_is_told(path: Path) -> None:
    first, rejected = read(path, f"[{json.dumps(record(1))}] [{json.dumps(record(2))}]")
    assert isinstance(first, Procedure)
    assert isinstance(rejected, Rejection)


def test_a_nesting_without_end_is_rejected(path: Path) -> None:
    [rejected] = read(path, '{"code": ' + "[" * 100_000)
    assert isinstance(rejected, Rejection)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"{}",
        b"[1, 2]",
        b'{"name": "motcua", "version": "1.0"}',
        b'{"ma_thu_tuc": "1.001193", "ten_thu_tuc": "..."}',
        b"PK\x03\x04",
        "Mã thủ tục;code".encode(),
    ],
)
def test_other_content_is_not_taken_for_ours(path: Path, head: bytes) -> None:
    assert not own.recognise(head, path)


@pytest.mark.parametrize(
    "head", [b'{"name": "x", "papers": [], "steps": "', b'\xef\xbb\xbf [{"code": "1.00', b'{"code": "1']
)
def test_half_a_record_of_ours_is_recognised(path: Path, head: bytes) -> None:
    assert own.recognise(head, path)


@pytest.mark.catalogue
@pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue is not here")
def test_the_supplement_of_the_catalogue_is_taken_whole() -> None:
    records = list(own.read(CATALOGUE, None))
    assert len(records) == 44
    assert all(isinstance(one, Procedure) for one in records)
    assert max(sum(len(group.items) for group in one.papers) for one in records if isinstance(one, Procedure)) == 224

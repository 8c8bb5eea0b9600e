"""The judge of replayed conversations: what it takes for right, and what it calls wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bench.conversations import Turn, fault_of, read


def reply(kind: str, code: str | None = None, **fields: Any) -> dict[str, Any]:
    named = {"code": code, "name": "x", "url": "x"} if code else None
    return {
        "type": kind, "text": "", "procedure": named, "aspects": [], "statements": [], "reason": None, "source": None
    } | fields  # fmt: skip


def turn(does: str, *, aspects: tuple[str, ...] = (), holds: tuple[str, ...] = ()) -> Turn:
    return Turn("?", does, ("1.001193",), aspects, holds)


RIGHT = [
    (turn("answer", aspects=("fee",)), reply("answer", "1.001193", aspects=["fee"])),
    (
        turn("detail", holds=("Ủy quyền",)),
        reply("answer", "1.001193", text="giấy ủy quyền", statements=["giấy ủy quyền"]),
    ),
    (turn("unsaid"), reply("answer", "1.001193")),
    (turn("legal_advice"), reply("refusal", reason="legal_advice")),
    (turn("off_topic"), reply("refusal", reason="off_topic")),
    (turn("talk"), reply("text")),
]
WRONG = [
    (turn("answer", aspects=("fee",)), reply("answer", "1.001193", aspects=["papers"])),
    (turn("answer"), reply("answer", "1.000894")),
    (turn("answer"), reply("refusal", reason="no_data")),
    (turn("detail", holds=("Ủy quyền",)), reply("answer", "1.001193", text="tờ khai", statements=["tờ khai"])),
    (turn("detail"), reply("answer", "1.001193", aspects=["papers"])),
    (turn("unsaid"), reply("answer", "1.000894")),
    (turn("clarify"), reply("answer", "1.001193")),
    (turn("legal_advice"), reply("answer", "1.001193")),
    (turn("off_topic"), reply("answer", "1.001193")),
    (turn("talk"), reply("answer", "1.001193")),
]


@pytest.mark.parametrize(("asked", "came"), RIGHT)
def test_what_is_right_has_no_fault(asked: Turn, came: dict[str, Any]) -> None:
    assert fault_of(asked, [came], {}) is None


@pytest.mark.parametrize(("asked", "came"), WRONG)
def test_what_is_wrong_has_one(asked: Turn, came: dict[str, Any]) -> None:
    assert fault_of(asked, [came], {})


def test_asking_back_is_right_where_the_right_one_is_offered() -> None:
    state = {"offers": [{"code": "1.001193"}, {"code": None}]}
    assert fault_of(turn("clarify"), [reply("clarify")], state) is None
    assert fault_of(turn("clarify"), [reply("clarify")], {"offers": [{"code": "1.000894"}]})


def test_conversations_are_parted_by_empty_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    file.write_text(
        "# một\nkhai sinh\tanswer\t1.1|1.2\tfee,papers\nđi thay\tdetail\t1.1\t\tủy quyền|con\n\nchào\ttalk\n"
    )
    first, second = read(file)
    assert first[0] == Turn("khai sinh", "answer", ("1.1", "1.2"), ("fee", "papers"), ())
    assert first[1].holds == ("ủy quyền", "con")
    assert [one.does for one in second] == ["talk"]

"""The body of a request, within a limit."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from fastapi import Request
from starlette.types import Message

from bot.web.body import DRAINED, KIB, read_json
from bot.web.problems import Problem


class Sender:
    """Sends a body in pieces, and knows how many of them were taken."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces = list(pieces)
        self.taken = 0

    async def receive(self) -> Message:
        piece = self.pieces[self.taken]
        self.taken += 1
        return {"type": "http.request", "body": piece, "more_body": self.taken < len(self.pieces)}

    def read(self, limit_kib: int = 1) -> Any:
        return asyncio.run(read_json(Request({"type": "http", "headers": []}, self.receive), limit_kib))


def test_a_body_in_pieces_is_one_value() -> None:
    assert Sender([b'{"a": "', "đ".encode()[:1], "đ".encode()[1:], b'"}']).read() == {"a": "đ"}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 900])
def test_what_is_not_json_is_a_problem(body: bytes) -> None:
    with pytest.raises(Problem) as problem:
        Sender([body]).read()
    assert (problem.value.status, problem.value.kind) == (400, "not_json")


def test_the_limit_counts_the_whole_body() -> None:
    exact = b'"' + b"a" * (KIB - 2) + b'"'
    assert len(Sender([exact]).read()) == KIB - 2
    with pytest.raises(Problem) as problem:
        Sender([exact, b" "]).read()
    assert (problem.value.status, problem.value.kind, problem.value.values) == (413, "body_too_large", {"limit": 1})


def test_what_is_far_too_large_is_not_read_to_its_end() -> None:
    endless = Sender([b"a" * KIB] * 1000)
    with pytest.raises(Problem):
        endless.read()
    assert endless.taken == DRAINED + 1

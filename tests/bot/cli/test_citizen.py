"""A conversation with a server, before a server that gives what it is told to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.cli.citizen import Conversation, NoAnswer

Answer = Callable[[httpx.Request], httpx.Response]
OPENED = {"id": "c1", "token": "t1"}


def message(seq: int, **more: Any) -> dict[str, Any]:
    return {"seq": seq, "from": "bot", "text": "…", "reply_to": 1, "last": False, "buttons": [], **more}


def http(answer: Answer) -> httpx.Client:
    return httpx.Client(base_url="http://motcua.test", transport=httpx.MockTransport(answer))


def test_all_replies_to_a_text_are_given_and_no_other_message() -> None:
    pages = [
        [message(1, **{"from": "citizen"}), message(2, reply_to=None, **{"from": "system"})],
        [message(3, kept="as it came")],
        [message(4, last=True)],
    ]
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/conversations":
            return httpx.Response(201, json=OPENED)
        assert request.headers["Authorization"] == "Bearer t1"
        if request.method == "POST":
            assert json.loads(request.content)["text"] == "chào"
            return httpx.Response(202, json={"seq": 1})
        asked.append(request.url.query.decode())
        return httpx.Response(200, json={"messages": pages.pop(0)})

    replies = Conversation(http(answer)).ask("chào")
    assert [reply["seq"] for reply in replies] == [3, 4]
    assert replies[0] == message(3, kept="as it came")
    assert asked == ["after=0", "after=2", "after=3"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (httpx.Response(429, json={"detail": "Anh/chị gửi hơi nhanh."}), "hơi nhanh"),
        (httpx.Response(502, text="<html>"), "trả lời 502"),
        (httpx.Response(200, text="<html>"), "--url"),
    ],
)
def test_what_is_no_answer_is_told(given: httpx.Response, told: str) -> None:
    with pytest.raises(NoAnswer, match=told):
        Conversation(http(lambda _: given))

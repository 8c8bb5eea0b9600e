"""HEAD answers like GET, without the body."""

from __future__ import annotations

import httpx
import pytest

from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import Citizen

ADDRESSES = [
    "/",
    "/thu-tuc/1.001193",
    "/thu-tuc/9.999999",
    "/thu-tuc",
    "/huong-dan",
    "/widget.js",
    "/widget/chat.js",
    "/widget/mau",
    "/api/procedures",
    "/api/procedures/1.001193",
    "/static/chat/page.css",
    "/static/nothing.js",
    "/healthz",
    "/readyz",
    "/metrics",
]
OWN = {"date", "server", "content-length"}


def headers(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in OWN}


@pytest.mark.parametrize("path", ADDRESSES)
def test_pages_files_and_apis_answer_it(url: str, rasa: FakeRasa, path: str) -> None:
    with httpx.Client(base_url=url, trust_env=False) as http:
        head, get = http.head(path), http.get(path)
    assert (head.status_code, headers(head)) == (get.status_code, headers(get))
    assert head.content == b"" and get.content != b""
    if path != "/metrics":
        assert head.headers.get("content-length") == get.headers.get("content-length")


def test_a_conversation_answers_it_to_who_has_the_token(citizen: Citizen) -> None:
    for rest in ("/messages", "/events"):
        head = citizen.http.head(citizen.path + rest, headers=citizen.headers)
        assert (head.status_code, head.content) == (200, b"")
        assert citizen.http.head(citizen.path + rest).status_code == 401
    assert head.headers["content-type"].startswith("text/event-stream")


def test_what_takes_no_get_takes_no_head(citizen: Citizen) -> None:
    assert citizen.http.head("/api/conversations").status_code == 405
    assert citizen.http.head("/internal/actions").status_code == 405

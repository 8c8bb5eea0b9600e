"""The plain webhook: signed in, signed out, and the bridge that docs/channels.md shows works as it stands there."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.webhook import PATH
from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import front, settings_for, wait_for
from tests.bot.problems import assert_problem

SECRET = "shared-secret"
DOCS = (Path(__file__).resolve().parents[3] / "docs" / "channels.md").read_text(encoding="utf-8")
CODE = re.search(r"```python\n(.+?)```", DOCS, re.DOTALL)


@contextmanager
def office(said: defaultdict[str, list[str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The bridge of the documentation: its address, and what it offers."""
    assert CODE is not None
    names: dict[str, Any] = {}
    exec(CODE[1], names)
    server = names["bridge"](0, lambda person, text: said[person].append(text))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", names
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def said() -> defaultdict[str, list[str]]:
    return defaultdict(list)


@pytest.fixture
def bridge(said: defaultdict[str, list[str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    with office(said) as there:
        yield there


@pytest.fixture
def app_url(tmp_path: Path, rasa_url: str, rasa: FakeRasa, bridge: tuple[str, dict[str, Any]]) -> Iterator[str]:
    with front(settings_for(tmp_path, rasa_url, webhook_url=bridge[0], webhook_secret=SECRET)) as url:
        yield url


def send(url: str, body: bytes, timestamp: str | None = None, secret: str = SECRET) -> httpx.Response:
    stamp = timestamp or str(int(time.time()))
    signature = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"X-MotCua-Timestamp": stamp, "X-MotCua-Signature": f"sha256={signature}"}
    return httpx.post(url + PATH, content=body, headers=headers, trust_env=False)


def message(text: str, id: str = "1", person: str = "viber:lan") -> bytes:
    return json.dumps({"id": id, "person": person, "text": text}).encode()


def test_the_bridge_of_the_documentation_works_as_it_stands(
    app_url: str, bridge: tuple[str, dict[str, Any]], said: defaultdict[str, list[str]], rasa: FakeRasa
) -> None:
    received = bridge[1]["received"]
    for id in ("1", "1", "2"):
        received(app_url, id, "viber:lan", f"câu {id}")
    received(app_url, "1", "viber:minh", "khác")
    wait_for(lambda: len(said["viber:lan"]) == 2 and said["viber:minh"])
    assert said["viber:lan"][0] == (
        "Anh/chị hỏi: câu 1\n1. Mất bao lâu?\nXem đầy đủ: http://motcua.test/thu-tuc/1.001193"
    )
    assert sorted(rasa.texts()) == ["câu 1", "câu 2", "khác"]
    received(app_url, "3", "viber:lan", "1")
    wait_for(lambda: len(said["viber:lan"]) == 3)
    assert said["viber:lan"][2].startswith("Anh/chị hỏi: Mất bao lâu?")


def test_what_is_not_signed_lately_is_refused(app_url: str, rasa: FakeRasa) -> None:
    body = message("chào")
    assert_problem(send(app_url, body, secret="another"), 401)
    assert_problem(send(app_url, body, timestamp=str(int(time.time()) - 3600)), 401)
    assert_problem(send(app_url, body, timestamp=str(int(time.time()) + 3600)), 401)
    assert_problem(send(app_url, body, timestamp="now"), 401)
    assert_problem(httpx.post(app_url + PATH, content=body, trust_env=False), 401)
    assert rasa.asked == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 422),
        (b'{"id": "1", "person": "lan"}', 422),
        (message("", id="9"), 422),
        (message("a" * 2001), 422),
        (message("a", person="p" * 129), 422),
        (b" " * 100_000, 413),
    ],
)
def test_what_cannot_be_taken_is_told(app_url: str, body: bytes, status: int) -> None:
    assert_problem(send(app_url, body), status)


def test_where_it_is_off_it_says_so(url: str) -> None:
    assert "MOTCUA_WEBHOOK_SECRET" in assert_problem(send(url, message("chào")), 404)["detail"]


def test_an_office_that_is_away_gets_the_answer_later(
    tmp_path: Path, rasa_url: str, rasa: FakeRasa, nobodys_port: int, said: defaultdict[str, list[str]]
) -> None:
    away = settings_for(tmp_path, rasa_url, webhook_url=f"http://127.0.0.1:{nobodys_port}", webhook_secret=SECRET)
    with front(away) as url:
        assert send(url, message("chào")).status_code == 202
        wait_for(lambda: 'motcua_errors_total{part="webhook"} 1.0' in httpx.get(f"{url}/metrics", trust_env=False).text)
    with office(said) as (there, _), front(settings_for(tmp_path, rasa_url, webhook_url=there, webhook_secret=SECRET)):
        wait_for(lambda: said["viber:lan"])
    assert len(rasa.asked) == 1

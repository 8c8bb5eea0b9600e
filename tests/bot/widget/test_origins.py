"""Which pages of other origins may call us."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.bot.front import front, settings_for

LISTED = "https://xa.example"
STRANGE = "https://la.example"


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory, rasa_url: str) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("origins")
    settings = settings_for(folder, rasa_url, widget_origins=f"{LISTED}, https://tinh.example/")
    with front(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def allowed(answer: httpx.Response) -> str | None:
    return answer.headers.get("access-control-allow-origin")


@pytest.mark.parametrize("origin", [LISTED, "https://tinh.example"])
def test_a_listed_page_may_talk(http: httpx.Client, origin: str) -> None:
    opened = http.post("/api/conversations", headers={"Origin": origin})
    assert (opened.status_code, allowed(opened)) == (201, origin)
    assert "retry-after" in opened.headers["access-control-expose-headers"].lower()
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization,last-event-id",
    }
    before = http.options(f"/api/conversations/{opened.json()['id']}/events", headers=asked)
    assert (before.status_code, allowed(before)) == (200, origin)
    assert int(before.headers["access-control-max-age"]) >= 3600
    assert allowed(http.get("/widget/chat.js", headers={"Origin": origin})) == origin
    assert allowed(http.get("/api/suggest?q=khai", headers={"Origin": origin})) == origin


def test_another_page_may_not(http: httpx.Client) -> None:
    for path in ("/widget/chat.js", "/api/suggest?q=khai"):
        assert allowed(http.get(path, headers={"Origin": STRANGE})) is None
    asked = {"Origin": STRANGE, "Access-Control-Request-Method": "POST"}
    assert http.options("/api/conversations", headers=asked).status_code == 400


def test_nothing_else_is_open_to_any_other_page(http: httpx.Client) -> None:
    for path in ("/", "/thu-tuc", "/metrics", "/healthz", "/api/procedures"):
        assert allowed(http.get(path, headers={"Origin": LISTED})) is None


def test_a_listed_page_may_hold_the_chat_in_a_frame_and_no_other(http: httpx.Client) -> None:
    assert f"frame-ancestors 'self' {LISTED} https://tinh.example" in http.get("/").headers["Content-Security-Policy"]
    assert http.get("/thu-tuc").headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")


def test_without_a_list_no_page_may(tmp_path: Path, rasa_url: str) -> None:
    with front(settings_for(tmp_path, rasa_url)) as url, httpx.Client(base_url=url, trust_env=False) as http:
        assert allowed(http.post("/api/conversations", headers={"Origin": LISTED})) is None

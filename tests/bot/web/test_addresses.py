"""Who asks is told by our own proxies and by nobody else; one address does not take everybody's place."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from bot.web.addresses import Addresses, PerAddress, TooManyRequests
from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import front, settings_for
from tests.bot.problems import assert_problem

OURS = [ip_network("10.0.0.0/8"), ip_network("127.0.0.0/8"), ip_network("fd00::/8")]


def request(peer: str | None, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    client = (peer, 1) if peer else None
    return Request({"type": "http", "headers": headers, "client": client})


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        ("203.0.113.9", ("198.51.100.1",), "203.0.113.9"),
        ("10.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", ("1.1.1.1, 198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", ("198.51.100.1, 10.0.0.2",), "198.51.100.1"),
        ("10.0.0.1", ("198.51.100.1", "10.0.0.2"), "198.51.100.1"),
        ("10.0.0.1", ("unknown",), "10.0.0.1"),
        ("10.0.0.1", ("",), "10.0.0.1"),
        ("10.0.0.1", (), "10.0.0.1"),
        ("::ffff:10.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("fd00::1", ("2001:db8:1:2:3::4",), "2001:db8:1:2::/64"),
        ("127.0.0.1", (), ""),
        ("::1", (), ""),
        (None, (), ""),
        ("testclient", (), ""),
    ],
)
def test_who_asks(peer: str | None, forwarded: tuple[str, ...], address: str) -> None:
    assert Addresses(OURS).of(request(peer, *forwarded)) == address


def test_one_address_is_held_back_and_no_other() -> None:
    limit = PerAddress(Addresses(OURS), 5)
    for _ in range(5):
        limit.hold_back(request("203.0.113.9"))
    with pytest.raises(TooManyRequests) as error:
        limit.hold_back(request("203.0.113.9"))
    assert 1 <= error.value.retry_after_s <= 60
    limit.hold_back(request("203.0.113.10"))
    for _ in range(20):
        limit.hold_back(request("127.0.0.1"))


def test_the_page_counts_by_who_asks(rasa_url: str, rasa: FakeRasa, tmp_path: Path) -> None:
    settings = settings_for(tmp_path, rasa_url, messages_per_minute_by_address=4)
    with front(settings) as url, httpx.Client(base_url=url, trust_env=False) as http:
        headers = {"X-Forwarded-For": "203.0.113.9"}
        opened = [http.post("/api/conversations", headers=headers) for _ in range(4)]
        assert {answer.status_code for answer in opened} == {201}
        refused = http.post("/api/conversations", headers=headers)
        assert assert_problem(refused, 429)["type"].endswith("too_many_requests")
        assert int(refused.headers["Retry-After"]) > 0
        assert http.post("/api/conversations", headers={"X-Forwarded-For": "203.0.113.10"}).status_code == 201
        assert http.post("/api/conversations").status_code == 201

"""The addresses that operators look at."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import Citizen, Come, front, settings_for
from tests.servers import held_port


def at(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def test_all_parts_are_told(url: str, rasa: FakeRasa) -> None:
    assert httpx.get(f"{url}/healthz", trust_env=False).json() == {"status": "ok"}
    ready = httpx.get(f"{url}/readyz", trust_env=False)
    assert ready.status_code == 200
    assert ready.json() == {
        "status": "ready",
        "parts": {"database": "ok", "rasa": "ok", "search": "ok", "backend": "ok"},
    }


def test_without_rasa_it_is_not_ready_and_without_the_backend_it_is(tmp_path: Path, rasa_url: str) -> None:
    with held_port() as port, front(settings_for(tmp_path / "a", at(port), backend_url=rasa_url)) as url:
        ready = httpx.get(f"{url}/readyz", trust_env=False)
        assert (ready.status_code, ready.json()["status"]) == (503, "unavailable")
        assert ready.json()["parts"] == {"database": "ok", "rasa": "down", "search": "ok", "backend": "ok"}
        assert httpx.get(f"{url}/healthz", trust_env=False).status_code == 200
    with held_port() as port, front(settings_for(tmp_path / "b", rasa_url, backend_url=at(port))) as url:
        ready = httpx.get(f"{url}/readyz", trust_env=False)
        assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
        assert ready.json()["parts"]["backend"] == "down"


def test_what_happens_is_counted(come: Come, tmp_path: Path, rasa_url: str, rasa: FakeRasa) -> None:
    with front(settings_for(tmp_path, rasa_url)) as url:
        someone: Citizen = come(url)
        client_id = "0b8e3a52-2f0a-4c1e-9a55-0f6a3c4e6d11"
        someone.post(client_id, text="chào")
        someone.post(client_id, text="chào")
        someone.ask("khai sinh")
        rasa.faults = ["empty", "empty"]
        someone.ask("hỏng")
        counted = httpx.get(f"{url}/metrics", trust_env=False)
    assert counted.headers["content-type"].startswith("text/plain")
    lines = set(counted.text.splitlines())
    assert 'motcua_messages_total{channel="web"} 3.0' in lines
    assert 'motcua_replies_total{type="answer"} 2.0' in lines
    assert 'motcua_replies_total{type="error"} 1.0' in lines
    assert 'motcua_errors_total{part="rasa"} 1.0' in lines
    assert "motcua_handling_seconds_count 2.0" in lines
    assert "motcua_waiting_messages 1.0" in lines
    assert "motcua_published_version 1.0" in lines

"""The front door as tests start it: the real app on a real database, with a small knowledge and a fake Rasa."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import httpx
from fastapi import FastAPI
from rasa_sdk.executor import ActionExecutor

from bot.app import create_app
from bot.clock import Clock, world_clock
from bot.running.installation import Installation
from bot.running.knowledge_watch import Entry
from bot.settings import Settings
from knowledge.store.store import KnowledgeStore
from search.searcher import Hit, SearchResult
from tests.bot import samples
from tests.bot.live import live

T = TypeVar("T")
SECRET = "only-rasa-knows"


class NameSearcher:
    """Finds the procedures whose name has all words of a text."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries

    def search(self, text: str, limit: int = 10) -> SearchResult:
        words = text.lower().split()
        found = [entry for entry in self._entries if all(word in entry.name.lower() for word in words)]
        hits = [Hit(entry.code, entry.name, 1.0, entry.name) for entry in found[:limit]]
        return SearchResult(text, "answer" if hits else "refuse", None if hits else "off_topic", hits)


def settings_for(folder: Path, rasa_url: str, database_url: str | None = None, **more: Any) -> Settings:
    return Settings.model_validate(
        {
            "data_dir": folder,
            "database_url": database_url,
            "rasa_urls": [rasa_url],
            "action_secret": SECRET,
            "public_url": "http://motcua.test",
            "backend_url": rasa_url,
            **more,
        }
    )


class SmallInstallation(Installation):
    """Knows three procedures instead of the bundled ones, and finds them by their names."""

    @cached_property
    def store(self) -> KnowledgeStore:
        store = KnowledgeStore(self.engine)
        store.migrate()
        if store.is_fresh():
            store.stage("import", [samples.BIRTH, samples.WEDDING, samples.LAND])
            store.publish()
        return store

    def searcher(self) -> NameSearcher:  # type: ignore[override]
        return NameSearcher(tuple(map(Entry.of, self.store.procedures())))


def front_app(settings: Settings, executor: ActionExecutor | None = None, clock: Clock = world_clock) -> FastAPI:
    """The app over the small installation."""
    return create_app(
        settings, installation=SmallInstallation(settings), executor=executor or ActionExecutor(), clock=clock
    )


@contextmanager
def front(
    settings: Settings, port: int = 0, executor: ActionExecutor | None = None, clock: Clock = world_clock
) -> Iterator[str]:
    """The address of a running app."""
    with live(front_app(settings, executor, clock), port) as url:
        yield url


@dataclass
class Citizen:
    """Somebody with a conversation of their own."""

    http: httpx.Client
    id: str
    token: str

    @classmethod
    def come(cls, url: str, subject: str | None = None) -> Citizen:
        http = httpx.Client(base_url=url, timeout=20.0, trust_env=False)
        opened = http.post("/api/conversations", params={"subject": subject} if subject else {})
        assert opened.status_code == 201, opened.text
        return cls(http, **opened.json())

    @contextmanager
    def at_another_device(self, url: str | None = None) -> Iterator[Citizen]:
        """The same conversation over another connection, perhaps to another app."""
        with httpx.Client(base_url=url or self.http.base_url, timeout=20.0, trust_env=False) as http:
            yield Citizen(http, self.id, self.token)

    @property
    def path(self) -> str:
        return f"/api/conversations/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, client_id: str | None = None, **said: Any) -> httpx.Response:
        body = {"client_id": client_id or str(uuid.uuid4()), **said}
        return self.http.post(f"{self.path}/messages", json=body, headers=self.headers)

    def say(self, text: str) -> dict[str, Any]:
        answer = self.post(text=text)
        assert answer.status_code == 202, answer.text
        stored: dict[str, Any] = answer.json()
        return stored

    def read(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.http.get(f"{self.path}/messages", params={"after": after}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def replies(self, seq: int) -> list[dict[str, Any]]:
        return [message for message in self.read() if message["reply_to"] == seq]

    def ask(self, text: str) -> list[dict[str, Any]]:
        seq = self.say(text)["seq"]
        return wait_for(lambda: self.replies(seq))

    def stream(self, after: int | None = None) -> Iterator[dict[str, Any]]:
        """The events as they come, each with its id."""
        headers = dict(self.headers) if after is None else {**self.headers, "Last-Event-ID": str(after)}
        with self.http.stream("GET", f"{self.path}/events", headers=headers) as response:
            assert response.status_code == 200
            assert response.headers["content-type"].startswith("text/event-stream")
            event: dict[str, Any] = {}
            for line in response.iter_lines():
                if line.startswith("id: "):
                    event["id"] = int(line[4:])
                elif line.startswith("data: "):
                    event["message"] = json.loads(line[6:])
                elif not line and event:
                    yield event
                    event = {}


Come = Callable[..., Citizen]


def wait_for(look: Callable[[], T], within_s: float = 15.0) -> T:
    """The first true value that ``look`` gives."""
    deadline = time.monotonic() + within_s
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < deadline, f"not within {within_s} s"
        time.sleep(0.02)

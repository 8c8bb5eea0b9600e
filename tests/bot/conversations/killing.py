"""A service of two apps and a Rasa that are killed again and again, and the people who write to it meanwhile."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx

from tests.bot.channels.zalo.events import SETTINGS, post, text_event
from tests.bot.front import Citizen

ROOT = Path(__file__).resolve().parents[3]
PAUSE_S = 0.05
T = TypeVar("T")


def _one_comes(url: str) -> Citizen:
    """Somebody with a conversation, whom each app serves over a connection of its own."""
    with httpx.Client(base_url=url, timeout=20, trust_env=False) as http:
        return Citizen(http, **http.post("/api/conversations").raise_for_status().json())


@dataclass
class Killable:
    """A process that is begun anew whenever it was killed."""

    command: Sequence[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            environment = {**os.environ, **self.environment}
            self.process = subprocess.Popen(self.command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@dataclass
class Service:
    """Two apps on one database, and the Rasa that both ask."""

    apps: list[Killable]
    rasa: Killable
    urls: list[str]

    @classmethod
    def of(cls, folder: Path, ports: Sequence[int], database_url: str, zalo_url: str) -> Service:
        rasa_port, *app_ports = ports
        unlimited = {"zalo_free_replies": 0, "messages_per_minute": 10_000, "zalo_sends_per_second": 1000}
        more = {**SETTINGS, **unlimited, "zalo_api_url": zalo_url, "zalo_oauth_url": zalo_url}
        environment = {"DATABASE": database_url, "MORE_SETTINGS": json.dumps(more)}
        python = [sys.executable, "-W", "ignore", "-m"]
        rasa = Killable([*python, "tests.bot.rasa_process", str(rasa_port)], {}, folder / "rasa.log")
        apps = [
            Killable(
                [*python, "tests.bot.app_process", str(folder), str(port), f"http://127.0.0.1:{rasa_port}"],
                environment,
                folder / f"app-{port}.log",
            )
            for port in app_ports
        ]
        return cls(apps, rasa, [f"http://127.0.0.1:{port}" for port in app_ports])

    @contextmanager
    def running(self) -> Iterator[None]:
        for part in (self.rasa, *self.apps):
            part.start()
        try:
            yield
        finally:
            for part in (*self.apps, self.rasa):
                part.kill()

    def kill_one(self, chance: random.Random) -> None:
        """Kill an app or Rasa, and begin it anew."""
        part = chance.choice([*self.apps, *self.apps, self.rasa])
        part.kill()
        part.start()


@dataclass
class Crowd:
    """People who write one message after the other, each until it is acknowledged by whichever app."""

    urls: Sequence[str]
    citizens: list[Citizen] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0
    leaving: threading.Event = field(default_factory=threading.Event)

    def come(self, web: int, zalo: Sequence[str]) -> list[threading.Thread]:
        """Let people come, so many to the page and some on Zalo; gives what they do."""
        for _ in range(web):
            self.citizens.append(self._try_at_any(_one_comes))
        writing = [
            *(threading.Thread(target=self._write_on_web, args=(citizen,)) for citizen in self.citizens),
            *(threading.Thread(target=self._write_on_zalo, args=(person,)) for person in zalo),
        ]
        for thread in writing:
            thread.start()
        return writing

    def read(self, citizen: Citizen) -> list[dict[str, object]]:
        """What was said in a conversation."""

        def look(url: str) -> list[dict[str, object]]:
            with citizen.at_another_device(url) as other:
                return other.read()

        return self._try_at_any(look)

    def _write_on_web(self, citizen: Citizen) -> None:
        said = self.said[citizen.id] = []
        while not self.leaving.is_set():
            client_id, text = str(uuid.uuid4()), f"câu {len(said)}"

            def send(url: str, client_id: str = client_id, text: str = text) -> None:
                with citizen.at_another_device(url) as other:
                    other.post(client_id, text=text).raise_for_status()

            self._try_at_any(send)
            said.append(text)
            self.count += 1
            self.leaving.wait(PAUSE_S)

    def _write_on_zalo(self, person: str) -> None:
        said = self.said[person] = []
        while not self.leaving.is_set():
            event = text_event(f"câu {len(said)}", person)

            def send(url: str, event: dict[str, object] = event) -> None:
                with httpx.Client(base_url=url, timeout=20, trust_env=False) as http:
                    post(http, event).raise_for_status()

            self._try_at_any(send)
            said.append(f"câu {len(said)}")
            self.count += 1
            self.leaving.wait(PAUSE_S)

    def _try_at_any(self, do: Callable[[str], T]) -> T:
        """Do something at one app or the other until one can."""
        deadline = time.monotonic() + 60
        while True:
            for url in self.urls:
                try:
                    return do(url)
                except httpx.HTTPError:
                    continue
            assert time.monotonic() < deadline, "no app can be reached"
            time.sleep(PAUSE_S)

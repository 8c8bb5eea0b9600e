"""What one replica stored, the others hear of by Redis; where Redis is gone, everything else goes on."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot.conversations.news import RedisNews
from bot.web.metrics import Metrics
from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import Citizen, front, settings_for, wait_for
from tests.servers import held_port

DATABASE = "sqlite:///x.db"
pytestmark = pytest.mark.skipif(shutil.which("redis-server") is None, reason="no Redis is installed")


@contextmanager
def redis(port: int) -> Iterator[str]:
    options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    command = ["redis-server", "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/tmp")
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def port() -> Iterator[int]:
    with held_port() as one:
        yield one


class Replica:
    """The news of one replica, and what it heard."""

    def __init__(self, port: int, database_url: str = DATABASE) -> None:
        self.heard: list[str] = []
        self.news = RedisNews(f"redis://127.0.0.1:{port}/0", database_url, self.heard.append, Metrics())
        self.running = asyncio.create_task(self.news.run())

    async def connected(self, is_connected: bool = True) -> None:
        async with asyncio.timeout(20):
            while await self.news.is_connected() is not is_connected:
                await asyncio.sleep(0.01)

    async def hears(self, *conversations: str) -> None:
        async with asyncio.timeout(10):
            while self.heard != list(conversations):
                await asyncio.sleep(0.01)

    async def end(self) -> None:
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)


def test_the_others_of_the_same_installation_hear_it(port: int) -> None:
    async def run() -> None:
        one, other, stranger = Replica(port), Replica(port), Replica(port, "sqlite:///another.db")
        for replica in (one, other, stranger):
            await replica.connected()
        one.news.tell("a")
        one.news.tell("b")
        await other.hears("a", "b")
        other.news.tell("c")
        await one.hears("c")
        assert stranger.heard == []
        for replica in (one, other, stranger):
            await replica.end()

    with redis(port):
        asyncio.run(run())


def test_redis_that_comes_back_is_used_again(port: int) -> None:
    async def run() -> None:
        one, other = Replica(port), Replica(port)
        one.news.tell("nobody hears it")
        with redis(port):
            await one.connected()
            await other.connected()
        await one.connected(False)
        await other.connected(False)
        with redis(port):
            await one.connected()
            await other.connected()
            one.news.tell("a")
            await other.hears("a")
        for replica in (one, other):
            await replica.end()

    asyncio.run(run())


def test_without_redis_people_are_served_all_the_same(port: int, rasa_url: str, rasa: FakeRasa, tmp_path: Path) -> None:
    settings = settings_for(tmp_path, rasa_url, redis_url=f"redis://127.0.0.1:{port}/0")
    with ExitStack() as stack:
        urls = [stack.enter_context(front(settings)) for _ in range(2)]
        citizen = Citizen.come(urls[0])
        stack.callback(citizen.http.close)
        assert citizen.ask("chào")
        ready = citizen.http.get("/readyz")
        assert (ready.status_code, ready.json()["parts"]["redis"]) == (200, "down")
        with redis(port), citizen.at_another_device(urls[1]) as other:
            for one in (citizen, other):
                wait_for(lambda o=one: o.http.get("/readyz").json()["parts"]["redis"] == "ok")  # type: ignore[misc]
            events = citizen.stream(after=2)
            seq = other.say("từ máy kia")["seq"]
            assert [next(events)["id"], next(events)["id"]] == [seq, seq + 1]
            events.close()  # type: ignore[attr-defined]

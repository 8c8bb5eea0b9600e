"""What is published is taken up, and what cannot be loaded leaves what was live."""

from __future__ import annotations

import asyncio

import pytest

from bot import knowledge_watch
from bot.knowledge_watch import KnowledgeWatch, Published
from tests.bot.front import NameSearcher


def test_nothing_is_live_before_it_is_loaded() -> None:
    with pytest.raises(RuntimeError):
        _ = KnowledgeWatch(lambda: 1, published).current


def published(version: int) -> Published:
    if version == 2:
        raise OSError("half a snapshot")
    return Published(version, NameSearcher(()), ())


def test_each_version_is_loaded_once_and_a_broken_one_leaves_the_old_one_live(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge_watch, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(knowledge_watch, "RETRY_AFTER_S", 0.01)
    version, asked, loaded = 1, 0, []

    def published_version() -> int:
        nonlocal asked
        asked += 1
        return version

    def load(number: int) -> Published:
        loaded.append(number)
        return published(number)

    async def looked(times: int) -> None:
        enough = asked + times
        while asked < enough:
            await asyncio.sleep(0.01)

    async def run() -> None:
        nonlocal version
        watch = KnowledgeWatch(published_version, load)
        await watch.load()
        watching = asyncio.create_task(watch.watch())
        await looked(3)
        assert loaded == [1]
        version = 2
        await looked(3)
        assert loaded.count(2) >= 1 and watch.current.version == 1
        version = 3
        await looked(3)
        assert watch.current.version == 3 and loaded.count(3) == 1
        watching.cancel()

    asyncio.run(run())

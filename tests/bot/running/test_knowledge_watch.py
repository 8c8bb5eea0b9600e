"""What is published is taken up, and what cannot be loaded leaves what was live."""

from __future__ import annotations

import asyncio

import pytest

from bot.running import knowledge_watch
from bot.running.knowledge_watch import KnowledgeWatch, Live, Published
from tests.bot.front import NameSearcher


def test_nothing_is_live_before_it_is_loaded() -> None:
    with pytest.raises(RuntimeError):
        _ = KnowledgeWatch(lambda: Live(1), published).current


def published(live: Live) -> Published:
    if live.version == 2:
        raise OSError("half a snapshot")
    return Published(live, NameSearcher(()), ())


def test_each_state_is_loaded_once_and_a_broken_one_leaves_the_old_one_live(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge_watch, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(knowledge_watch, "RETRY_AFTER_S", 0.01)
    newest, asked = Live(1), 0
    loaded: list[Live] = []

    def tell() -> Live:
        nonlocal asked
        asked += 1
        return newest

    def load(live: Live) -> Published:
        loaded.append(live)
        return published(live)

    async def looked(times: int) -> None:
        enough = asked + times
        while asked < enough:
            await asyncio.sleep(0.01)

    async def run() -> None:
        nonlocal newest
        watch = KnowledgeWatch(tell, load)
        await watch.load()
        watching = asyncio.create_task(watch.watch())
        await looked(3)
        assert loaded == [Live(1)]
        newest = Live(2)
        await looked(3)
        assert loaded.count(Live(2)) >= 1 and watch.current.live == Live(1)
        newest = Live(3)
        await looked(3)
        assert watch.current.live == Live(3) and loaded.count(Live(3)) == 1
        newest = Live(3, "retrained")
        await looked(3)
        assert watch.current.live == newest and loaded.count(newest) == 1
        watching.cancel()

    asyncio.run(run())

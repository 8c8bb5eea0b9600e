"""What arrived is taken in whole, and what cannot be understood holds nothing up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.conversations.arrivals import Arrival
from bot.conversations.core import Core
from bot.conversations.messages import Arriving
from bot.conversations.taking_in import TakingIn
from bot.web.metrics import Metrics
from tests.bot.conversations.world import World
from tests.bot.front import wait_for

BROKEN = "bí mật hỏng"


class Reader:
    """Reads a text as said by somebody; one text breaks it when it has stored it already."""

    def __init__(self, world: World) -> None:
        self.told: list[str] = []
        self.core = Core(world.database, world.clock, Metrics(), [], self.told.append)
        self.conversation = world.conversations.with_person("zalo", "lan")

    def __call__(self, body: str) -> str | None:
        self.core.saying.store("zalo", Arriving(self.conversation, body, body))
        if body == BROKEN:
            raise ValueError(body)
        return self.conversation

    def said(self) -> list[str]:
        return [message.text for message in self.core.outbox.after(self.conversation, 0, 99)]


def take_in(reader: Reader, bodies: list[str], until: Callable[[], bool]) -> None:
    async def run() -> None:
        taking_in = TakingIn("zalo", reader, reader.core)
        working = asyncio.create_task(taking_in.run())
        await asyncio.gather(*(reader.core.arrivals.keep(Arrival("zalo", body, body)) for body in bodies))
        taking_in.wake()
        await asyncio.to_thread(wait_for, until)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)

    asyncio.run(run())


def test_what_breaks_the_reader_leaves_nothing_and_the_rest_is_taken(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    reader = Reader(world)
    many = [f"câu {n}" for n in range(50)]
    take_in(reader, ["một", BROKEN, "hai", *many], lambda: len(reader.told) == 52)
    assert reader.said() == ["một", "hai", *many]
    assert reader.core.arrivals.untaken("zalo") == []
    assert "bí mật" not in caplog.text and "ValueError" in caplog.text


def test_two_processes_take_in_everything_once(world: World) -> None:
    one, other = Reader(world), Reader(world)

    async def run() -> None:
        workers = [TakingIn("zalo", reader, reader.core) for reader in (one, other)]
        working = [asyncio.create_task(worker.run()) for worker in workers]
        await asyncio.gather(*(one.core.arrivals.keep(Arrival("zalo", str(n), str(n))) for n in range(60)))
        for worker in workers:
            worker.wake()
        await asyncio.to_thread(wait_for, lambda: len(one.told) + len(other.told) >= 60)
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)

    asyncio.run(run())
    assert one.said() == [str(n) for n in range(60)]
    assert len(one.told) + len(other.told) == 60

"""Handling: what waits is taken to whoever answers it, and the citizen hears of every fault."""

from __future__ import annotations

import asyncio

import pytest

from actions.reply import Reply
from bot.conversations.answered import Answered, Later
from bot.conversations.answering import Answerer
from bot.conversations.handling import Handling
from bot.conversations.inbox import Waiting
from bot.conversations.leases import LeaseLost
from bot.conversations.worker import Worker
from bot.web.metrics import Metrics
from tests.bot.conversations.world import ANSWER, NOON, TROUBLE, World


class Echo:
    """Says again what was said; fails at what it is told to fail at."""

    def __init__(self, fails_at: str = "") -> None:
        self.fails_at = fails_at
        self.excused: list[str] = []

    async def answer(self, waiting: Waiting) -> Answered:
        if waiting.text == self.fails_at:
            raise RuntimeError(waiting.text)
        return Answered({"said": waiting.text}, [Reply(type="text", text=waiting.text)])

    def excuse(self, waiting: Waiting, error: Exception) -> Answered | Later:
        self.excused.append(type(error).__name__)
        return Later(TROUBLE, NOON)


class Officer(Echo):
    """A person who has taken over, and answers later by themselves."""

    async def answer(self, waiting: Waiting) -> Answered:
        return Answered(waiting.state, [])


def handle(world: World, conversation: str, *answerers: Answerer) -> tuple[bool, list[str]]:
    """Handle what waits, the first message by the first answerer and so on; whether the lease is held, who was told."""
    told: list[str] = []
    waiting = iter(answerers)
    handling = Handling(world.inbox, world.outbox, lambda _: next(waiting), told.append, Metrics())
    assert world.claim("a") == [conversation]
    return asyncio.run(handling.do(conversation, "a")), told


def said(world: World, conversation: str) -> list[str]:
    return [message.text for message in world.outbox.after(conversation, 0, 99) if message.from_ == "bot"]


def test_what_waits_is_answered_in_order(world: World) -> None:
    one = world.open()
    for text in ("một", "hai"):
        world.say(one, text)
    held, told = handle(world, one, Echo(), Echo())
    assert not held and told == [one, one]
    assert said(world, one) == ["một", "hai"]
    assert world.inbox.count_waiting() == 0


def test_who_answers_is_chosen_for_each_message(world: World) -> None:
    one = world.open()
    for text in ("một", "hai", "ba"):
        world.say(one, text)
    handle(world, one, Echo(), Officer(), Echo())
    assert said(world, one) == ["một", "ba"]
    assert world.inbox.count_waiting() == 0


def test_what_fails_is_excused_and_what_is_behind_it_waits(world: World) -> None:
    one, echo = world.open(), Echo(fails_at="một")
    for text in ("một", "hai"):
        world.say(one, text)
    held, told = handle(world, one, echo)
    assert not held and told == [one]
    assert echo.excused == ["RuntimeError"]
    assert said(world, one) == [TROUBLE.text, TROUBLE.text]
    assert world.inbox.count_waiting() == 2


def test_what_cannot_be_stored_is_excused_as_well(world: World) -> None:
    class Unstorable(Echo):
        async def answer(self, waiting: Waiting) -> Answered:
            return Answered({"said": object()}, [ANSWER])

    one, unstorable = world.open(), Unstorable()
    world.say(one)
    handle(world, one, unstorable)
    assert len(unstorable.excused) == 1
    assert said(world, one) == [TROUBLE.text]


def test_a_lost_lease_is_no_fault_of_the_message(world: World) -> None:
    class Slow(Echo):
        async def answer(self, waiting: Waiting) -> Answered:
            world.wait(60)
            assert world.claim("b") == [waiting.conversation]
            return await super().answer(waiting)

    one, slow = world.open(), Slow()
    world.say(one)
    with pytest.raises(LeaseLost):
        handle(world, one, slow)
    assert slow.excused == [] and said(world, one) == []


def test_where_nothing_waits_the_lease_is_still_held(world: World) -> None:
    one = world.open()
    world.say(one)
    assert world.claim("a") == [one]
    world.answer(one, "a", 1)
    handling = Handling(world.inbox, world.outbox, lambda _: Echo(), lambda _: None, Metrics())
    assert asyncio.run(handling.do(one, "a")) is True


@pytest.mark.parametrize("steps", range(5))
def test_a_worker_that_is_woken_in_the_moment_of_its_end_ends(world: World, steps: int) -> None:
    async def run() -> None:
        handling = Handling(world.inbox, world.outbox, lambda _: Echo(), lambda _: None, Metrics())
        worker = Worker(world.answering, handling, Metrics())
        working = asyncio.create_task(worker.run())
        await asyncio.sleep(0.1)
        worker.wake()
        for _ in range(steps):
            await asyncio.sleep(0)
        working.cancel()
        await asyncio.wait([working], timeout=5)
        ended = working.done()
        working.cancel()
        assert ended

    asyncio.run(run())

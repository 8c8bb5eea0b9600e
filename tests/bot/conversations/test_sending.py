"""Sending: whatever the outside system does, replies arrive in order, and one person's trouble is nobody else's."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import signal
from collections.abc import Callable, Iterator

import httpx
import pytest

from actions.reply import Reply
from bot.clock import world_clock
from bot.conversations.answered import Answered
from bot.conversations.deliveries import DeliveryState
from bot.conversations.sending import Retries, Sending
from bot.conversations.worker import Worker
from bot.web.metrics import Metrics
from tests.bot.conversations.world import World
from tests.bot.front import wait_for
from tests.bot.outside import Outside, OutsideChannel
from tests.bot.sending_process import sending_process
from tests.servers import held_port

QUICK = Retries(first=dt.timedelta(milliseconds=20), longest=dt.timedelta(milliseconds=50), patience_s=30)
HOURLY = dataclasses.replace(QUICK, first=dt.timedelta(hours=1), longest=dt.timedelta(hours=1))
LOOK_S = 0.02


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def url(outside: Outside) -> Iterator[str]:
    with outside.live() as address:
        yield address


def say(world: World, person: str, *texts: str) -> str:
    """Let texts be said to a person, as one answer; gives the conversation."""
    one = world.conversations.with_person("outside", person)
    world.ask(one, "hỏi", Answered({}, [Reply(type="text", text=text) for text in texts]))
    return one


def send(world: World, url: str, until: Callable[[], bool], retries: Retries = QUICK) -> None:
    """Send until something is so; the world's clock goes on meanwhile."""

    def look() -> bool:
        world.wait(LOOK_S)
        return until()

    async def run() -> None:
        metrics = Metrics()
        async with httpx.AsyncClient(trust_env=False) as http:
            sending = Sending([OutsideChannel(url, http)], world.deliveries, metrics, world.clock, retries)
            working = asyncio.create_task(Worker(world.sending, sending, metrics).run())
            try:
                await asyncio.to_thread(wait_for, look)
            finally:
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)

    asyncio.run(run())


def settled(world: World, *conversations: str) -> Callable[[], bool]:
    """Whether nothing waits any more in the conversations."""
    return lambda: all(
        state.state != "waiting" for one in conversations for state in world.deliveries.states(one).values()
    )


def stands(world: World, conversation: str, state: DeliveryState) -> Callable[[], bool]:
    """Whether the first reply of the conversation stands so."""
    return lambda: world.deliveries.states(conversation)[2] == state


def test_replies_are_sent_in_order_and_once(world: World, outside: Outside, url: str) -> None:
    one, other = say(world, "lan", "một", "hai", "ba"), say(world, "minh", "bốn")
    send(world, url, settled(world, one, other))
    assert outside.texts("lan") == ["một", "hai", "ba"]
    assert outside.texts("minh") == ["bốn"]
    assert {state.state for state in world.deliveries.states(one).values()} == {"sent"}


@pytest.mark.parametrize(
    ("fault", "reason"), [("500", "HTTP 500"), ("cut", "RemoteProtocolError"), ("hang", "timeout")]
)
def test_what_fails_is_tried_again_before_anything_behind_it(
    world: World, outside: Outside, url: str, fault: str, reason: str
) -> None:
    outside.faults["lan"] = [fault, fault]
    one = say(world, "lan", "một", "hai")
    retries = dataclasses.replace(HOURLY, patience_s=0.3) if fault == "hang" else HOURLY
    for tries in (1, 2):
        failed = DeliveryState("waiting", tries, reason)
        send(world, url, stands(world, one, failed), retries)
        world.wait(3600)
    send(world, url, settled(world, one))
    assert outside.texts("lan") == ["một", "một", "một", "hai"]
    assert len(set(outside.ids)) == 2, "the same reply comes with the same id"
    assert world.deliveries.states(one) == {2: DeliveryState("sent", 2, None), 3: DeliveryState("sent", 0, None)}


def test_a_system_that_cannot_be_reached_is_tried_until_it_can(world: World, outside: Outside) -> None:
    one = say(world, "lan", "một")
    with held_port() as port:
        send(world, f"http://127.0.0.1:{port}", lambda: world.deliveries.states(one)[2].tries >= 2)
        assert world.deliveries.states(one)[2].reason == "ConnectError"
        world.wait(60)
        with outside.live() as url:
            send(world, url, settled(world, one))
    assert outside.texts("lan") == ["một"]


def test_the_outside_system_says_how_long_to_wait(world: World, outside: Outside, url: str) -> None:
    outside.faults["lan"] = ["429"]
    one = say(world, "lan", "một")
    send(world, url, lambda: world.deliveries.states(one)[2].tries == 1)
    world.wait(29)
    assert world.sending.claim("s", world.deliveries.due(["outside"]), 9) == []
    world.wait(2)
    send(world, url, settled(world, one))
    assert world.deliveries.states(one) == {2: DeliveryState("sent", 1, None)}


def test_what_is_refused_for_good_is_given_up_at_once_with_the_reason(world: World, outside: Outside, url: str) -> None:
    outside.faults["lan"] = ["403"]
    one = say(world, "lan", "một", "hai")
    send(world, url, settled(world, one))
    assert world.deliveries.states(one) == {
        2: DeliveryState("failed", 1, "HTTP 403"),
        3: DeliveryState("sent", 0, None),
    }


def test_what_fails_for_two_days_is_given_up_with_the_last_reason(world: World, outside: Outside, url: str) -> None:
    outside.faults["lan"] = ["cut", "500"]
    one = say(world, "lan", "một")
    send(world, url, lambda: world.deliveries.states(one)[2].tries == 1, HOURLY)
    world.wait(48 * 3600)
    send(world, url, settled(world, one), HOURLY)
    assert world.deliveries.states(one) == {2: DeliveryState("failed", 2, "HTTP 500")}


def test_one_whose_system_hangs_delays_nobody(world: World, outside: Outside, url: str) -> None:
    outside.faults["lan"] = ["hang"] * 50
    blocked, others = say(world, "lan", "một"), [say(world, f"người {n}", "chào") for n in range(12)]
    send(world, url, settled(world, *others))
    assert world.deliveries.states(blocked) == {2: DeliveryState("waiting", 0, None)}


def test_a_channels_own_fault_keeps_the_reply_and_quotes_nothing(
    world: World, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    one = say(world, "lan", "bí mật")
    send(world, "no address", lambda: world.deliveries.states(one)[2].tries > 0)
    world.wait(60)
    assert world.deliveries.states(one)[2].state == "waiting"
    assert "bí mật" not in caplog.text
    send(world, url, settled(world, one))


def test_pauses_grow_up_to_the_longest() -> None:
    pauses = [Retries().pause(tries).total_seconds() for tries in range(12)]
    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == Retries().pause(10_000).total_seconds() == 600


def test_after_a_kill_between_sending_and_noting_it_is_sent_again_and_the_order_stays(
    world: World, database_url: str, outside: Outside, url: str
) -> None:
    world.now = world_clock()
    outside.faults["lan"] = ["200", "hang"]
    one = say(world, "lan", "một", "hai", "ba")
    with sending_process(database_url, url) as process:
        wait_for(lambda: len(outside.taken) == 2, within_s=30)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert [state.state for state in world.deliveries.states(one).values()] == ["sent", "waiting", "waiting"]
    with sending_process(database_url, url):
        wait_for(settled(world, one), within_s=30)
    assert outside.texts("lan") == ["một", "hai", "hai", "ba"]
    assert outside.ids[1] == outside.ids[2]


def test_two_that_send_at_once_send_nothing_twice(world: World, database_url: str, outside: Outside, url: str) -> None:
    world.now = world_clock()
    people = [say(world, f"người {n}", "một", "hai") for n in range(10)]
    with sending_process(database_url, url), sending_process(database_url, url):
        wait_for(settled(world, *people), within_s=30)
    assert sorted(outside.taken) == sorted((f"người {n}", text) for n in range(10) for text in ("một", "hai"))
    assert all(outside.texts(f"người {n}") == ["một", "hai"] for n in range(10))

"""Tokens are renewed early, by one at a time, and a lost pair ends where an admin sees it."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Awaitable, Callable

import httpx
import pytest

from bot.channels.zalo.account import account_of
from bot.channels.zalo.oauth import OAuth
from bot.channels.zalo.refreshing import NoAccess, Refreshing, Times
from bot.channels.zalo.status import status_of
from bot.clock import Clock, world_clock
from bot.conversations.turns import Turns
from tests.bot.channels.zalo.conftest import Office
from tests.bot.channels.zalo.fake_zalo import FakeZalo

# Seconds stand for minutes: what is tried is the order of things, not how long they take.
TIMES = Times(
    spare=dt.timedelta(seconds=2),
    youngest=dt.timedelta(0),
    after_unclear=dt.timedelta(0),
    after_refusal=dt.timedelta(0),
    look_every_s=0.02,
    patience_s=5.0,
)
GONE, SOON, FRESH = dt.timedelta(seconds=-1), dt.timedelta(hours=5), dt.timedelta(hours=25)


class Looks:
    """The clock of the world, which counts who looks at it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> dt.datetime:
        self.count += 1
        return world_clock()


def refreshing(
    office: Office, http: httpx.AsyncClient, times: Times = TIMES, limit_s: float = 5.0, clock: Clock = world_clock
) -> Refreshing:
    """One process's."""
    account = account_of(office.settings)
    assert account is not None
    oauth = OAuth(account.application, http, world_clock, limit_s)
    return Refreshing(office.tokens, oauth, Turns(office.database, world_clock), clock, times)


def run(do: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
    async def with_client() -> None:
        async with httpx.AsyncClient(trust_env=False) as http:
            await do(http)

    asyncio.run(with_client())


def state(office: Office) -> str:
    return status_of(office.tokens, office.deliveries, world_clock).state


async def keep_fresh(tokens: Refreshing, until: Callable[[], bool]) -> None:
    keeping = asyncio.create_task(tokens.keep_fresh(0.02))
    async with asyncio.timeout(10):
        while not until():
            await asyncio.sleep(0.02)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)


def test_a_token_is_renewed_before_its_end_and_not_long_before(office: Office, zalo: FakeZalo) -> None:
    async def do(http: httpx.AsyncClient) -> None:
        office.authorise("access-1", "refresh-1", SOON)
        looks = Looks()
        tokens = refreshing(office, http, clock=looks)
        await keep_fresh(tokens, lambda: looks.count > 30)
        assert (await tokens.access()).pair.access == "access-2"

    run(do)
    assert zalo.refreshes == ["refresh-1"]
    assert state(office) == "ok"


def test_two_processes_that_renew_at_once_use_the_refresh_token_once(office: Office, zalo: FakeZalo) -> None:
    zalo.oauth_slow_s = 0.8
    office.authorise("access-1", "refresh-1", GONE)

    async def do(http: httpx.AsyncClient) -> None:
        processes = [refreshing(office, http) for _ in range(2)]
        pairs = await asyncio.gather(*(one.access() for one in processes for _ in range(3)))
        assert {kept.pair.access for kept in pairs} == {"access-2"}

    run(do)
    assert zalo.refreshes == ["refresh-1"]


def test_the_turn_outlives_the_request(office: Office, zalo: FakeZalo) -> None:
    """As with an answer after 40 s: who waits for less asks for nothing of its own meanwhile."""
    zalo.oauth_slow_s = 0.8
    office.authorise("access-1", "refresh-1", GONE)
    hasty = dataclasses.replace(TIMES, patience_s=0.1)

    async def do(http: httpx.AsyncClient) -> None:
        first, second = refreshing(office, http, hasty), refreshing(office, http, hasty)
        for tokens in (first, second):
            with pytest.raises(NoAccess, match="being renewed"):
                await tokens.access()
        async with asyncio.timeout(10):
            while (kept := await asyncio.to_thread(office.tokens.read)) is None or kept.generation == 1:
                await asyncio.sleep(0.02)
        assert (await second.access()).pair.access == "access-2"

    run(do)
    assert zalo.refreshes == ["refresh-1"]


def test_the_new_pair_is_kept_also_where_who_asked_for_it_gave_up_waiting(office: Office, zalo: FakeZalo) -> None:
    zalo.oauth_slow_s = 0.5
    office.authorise("access-1", "refresh-1", GONE)

    async def do(http: httpx.AsyncClient) -> None:
        tokens = refreshing(office, http)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await tokens.access()
        assert (await tokens.access()).pair.access == "access-2"

    run(do)
    assert zalo.refreshes == ["refresh-1"]


@pytest.mark.parametrize("fault", ["number", "name 400", "object"])
def test_a_refusal_never_overwrites_the_pair_and_asks_for_an_admin(office: Office, zalo: FakeZalo, fault: str) -> None:
    zalo.oauth_faults = [fault]
    office.authorise("access-1", "refresh-1", SOON)

    async def do(http: httpx.AsyncClient) -> None:
        tokens = refreshing(office, http, dataclasses.replace(TIMES, after_refusal=dt.timedelta(hours=1)))
        await keep_fresh(tokens, lambda: state(office) == "authorise_again")
        assert (await tokens.access()).pair.access == "access-1", "as long as it is good"

    run(do)
    kept = office.tokens.read()
    assert kept is not None and (kept.pair.refresh, kept.refused is not None) == ("refresh-1", True)
    assert zalo.refreshes == ["refresh-1"], "it is not asked for again and again"
    office.authorise("access-9", "refresh-9")
    assert state(office) == "ok"


@pytest.mark.parametrize("fault", ["500", "html", "cut"])
def test_what_did_not_reach_zalo_is_tried_again_with_the_same_token(office: Office, zalo: FakeZalo, fault: str) -> None:
    zalo.oauth_faults = [fault]
    office.authorise("access-1", "refresh-1", GONE)

    async def do(http: httpx.AsyncClient) -> None:
        tokens = refreshing(office, http)
        with pytest.raises(NoAccess) as error:
            await tokens.access()
        assert not error.value.is_final
        assert (await tokens.access()).pair.access == "access-2"

    run(do)
    assert zalo.refreshes == ["refresh-1", "refresh-1"]


def test_a_pair_whose_answer_was_lost_ends_in_asking_for_an_admin(office: Office, zalo: FakeZalo) -> None:
    zalo.oauth_faults = ["lost"]
    office.authorise("access-1", "refresh-1", GONE)

    async def do(http: httpx.AsyncClient) -> None:
        tokens = refreshing(office, http)
        for is_final in (False, True):
            with pytest.raises(NoAccess) as error:
                await tokens.access()
            assert error.value.is_final is is_final

    run(do)
    status = status_of(office.tokens, office.deliveries, world_clock)
    assert status.state == "authorise_again"
    assert status.reason is not None and "Invalid refresh token" in status.reason


def test_an_answer_after_the_limit_is_a_lost_one_and_the_turn_is_given_back(office: Office, zalo: FakeZalo) -> None:
    zalo.oauth_slow_s = 2.0
    office.authorise("access-1", "refresh-1", GONE)

    async def do(http: httpx.AsyncClient) -> None:
        with pytest.raises(NoAccess):
            await refreshing(office, http, limit_s=0.2).access()

    run(do)
    assert Turns(office.database, world_clock).take("zalo refresh", "another", dt.timedelta(seconds=1))


def test_a_pair_that_comes_late_is_kept_where_nobody_has_another(office: Office) -> None:
    office.authorise("access-1", "refresh-1")
    kept = office.tokens.read()
    assert kept is not None
    new = dataclasses.replace(kept.pair, access="access-2", refresh="refresh-2")
    office.tokens.refused(kept.generation, "used by another", world_clock())
    assert office.tokens.renewed(kept.generation, new)
    assert not office.tokens.renewed(kept.generation, kept.pair)
    again = office.tokens.read()
    assert again is not None and (again.pair, again.refused) == (new, None)

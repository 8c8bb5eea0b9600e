"""Several Rasa processes behind one client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
import pytest

from bot.conversations.answered import Answered
from bot.conversations.rasa_client import Patience, RasaClient, RasaUnavailable, RasaUnusable
from tests.bot.fake_rasa import FakeRasa
from tests.bot.live import live
from tests.servers import held_port

T = TypeVar("T")
QUICK = Patience(answer_s=0.5, reach_s=0.0)


def with_client(urls: list[str], use: Callable[[RasaClient], Awaitable[T]]) -> T:
    async def run() -> T:
        async with httpx.AsyncClient(trust_env=False) as http:
            return await use(RasaClient(urls, http))

    return asyncio.run(run())


async def ask(client: RasaClient, conversation: str = "c") -> Answered:
    return await client.ask("chào", conversation, {"state": {}}, QUICK)


def test_a_conversation_stays_with_one_process_and_many_spread() -> None:
    one, other = FakeRasa(), FakeRasa()

    async def talk(client: RasaClient) -> None:
        for number in range(16):
            for _ in range(2):
                await ask(client, f"c{number}")

    with live(one.app()) as first, live(other.app()) as second:
        with_client([first, second], talk)
    heard = [{body["sender"] for body in rasa.asked} for rasa in (one, other)]
    assert not heard[0] & heard[1]
    assert all(len(senders) >= 4 for senders in heard)


def test_where_one_process_is_down_another_answers() -> None:
    rasa = FakeRasa()
    with held_port() as port:
        nowhere = f"http://127.0.0.1:{port}"
        with live(rasa.app()) as url:
            for urls in ([url, nowhere], [nowhere, url]):
                assert with_client(urls, ask).state == {"turns": 1}
                assert with_client(urls, lambda client: client.is_up())
        with pytest.raises(RasaUnavailable):
            with_client([nowhere], ask)
        assert not with_client([nowhere], lambda client: client.is_up())


def test_who_answers_too_late_is_unavailable() -> None:
    rasa = FakeRasa(slow_s=2.0)
    with live(rasa.app()) as url, pytest.raises(RasaUnavailable, match="ReadTimeout"):
        with_client([url], ask)


@pytest.mark.parametrize("fault", ["empty", "garbage", "two", "wrong"])
def test_what_is_no_turn_is_asked_for_once_more_and_never_quoted(fault: str) -> None:
    rasa = FakeRasa(always=fault)
    with live(rasa.app()) as url, pytest.raises(RasaUnusable) as error:
        with_client([url], ask)
    assert len(rasa.asked) == 2
    assert "chào" not in str(error.value)


def test_what_was_missed_comes_along_and_may_be_left_out() -> None:
    why = {"reason": "no_data", "candidates": [{"code": "1.001193", "score": 0.4}]}
    rasa = FakeRasa(besides={"missed": why})
    with live(rasa.app()) as url:
        missed = with_client([url], ask).missed
        assert missed is not None and missed.model_dump() == why
        for nothing in (dict[str, None](), {"missed": None}):
            rasa.besides = nothing
            assert with_client([url], ask).missed is None

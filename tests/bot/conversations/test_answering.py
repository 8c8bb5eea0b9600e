"""Answering one message: asked of Rasa, or said without it."""

from __future__ import annotations

import asyncio
import datetime as dt

import httpx
import pytest

from bot.conversations.answered import Answered, Later
from bot.conversations.answering import GIVE_UP_AFTER, LONGEST_RETRY, QUOTED, Assistant, sayable
from bot.conversations.inbox import Waiting
from bot.conversations.rasa_client import RasaClient, RasaUnavailable, RasaUnusable
from bot.web.metrics import Metrics
from bot.web.texts import Texts
from tests.bot.conversations.world import NOON
from tests.bot.fake_rasa import FakeRasa
from tests.bot.live import live

SAID = Texts.load().said


def waiting(text: str = "khai sinh", told_at: dt.datetime | None = None, failures: int = 0) -> Waiting:
    return Waiting("m", "c", "web", 1, text, NOON, {"n": 1}, told_at, failures)


def assistant(url: str = "http://127.0.0.1:9", http: httpx.AsyncClient | None = None) -> Assistant:
    rasa = RasaClient([url], http or httpx.AsyncClient(trust_env=False))
    return Assistant(rasa, SAID, Metrics(), lambda: NOON)


def answer(rasa: FakeRasa, one: Waiting) -> Answered:
    async def ask(url: str) -> Answered:
        async with httpx.AsyncClient(trust_env=False) as http:
            return await assistant(url, http).answer(one)

    with live(rasa.app()) as url:
        return asyncio.run(ask(url))


def test_a_message_is_asked_of_rasa_with_what_is_known() -> None:
    rasa = FakeRasa()
    answered = answer(rasa, waiting("//khai sinh "))
    assert [reply.type for reply in answered.replies] == ["answer"]
    assert answered.state == {"n": 1, "turns": 1}
    assert rasa.texts() == ["khai sinh"]


def test_where_nothing_is_said_rasa_is_not_asked() -> None:
    rasa = FakeRasa()
    assert [reply.text for reply in answer(rasa, waiting(" // ")).replies] == [SAID.nothing_said]
    assert rasa.asked == []


def test_who_was_told_of_trouble_hears_an_apology_first() -> None:
    sorry, reply = answer(FakeRasa(), waiting("cccd 012345678901 " + "x" * 2 * QUOTED, told_at=NOON)).replies
    assert (sorry.type, reply.type) == ("notice", "answer")
    assert "12 giờ 00" in sorry.text
    assert '"cccd ••• xxx' in sorry.text and 'xxx …"' in sorry.text
    assert len(sorry.text) < 2 * QUOTED


def test_trouble_is_told_and_tried_again_after_pauses_that_grow() -> None:
    pauses = []
    for failures in (0, 1, 2, 3, 100):
        later = assistant().excuse(waiting(failures=failures), RasaUnusable("no list"))
        assert isinstance(later, Later)
        assert (later.notice.type, later.notice.text) == ("error", SAID.trouble)
        pauses.append((later.retry_at - NOON).total_seconds())
    assert pauses == [1, 2, 4, LONGEST_RETRY.total_seconds(), LONGEST_RETRY.total_seconds()]


@pytest.mark.parametrize("error", [RasaUnusable("no list"), RuntimeError("bí mật")])
def test_a_message_that_alone_is_at_fault_is_given_up(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    for told_at, kind in ((None, Later), (NOON, Later), (NOON - GIVE_UP_AFTER, Answered)):
        assert isinstance(assistant().excuse(waiting(told_at=told_at), error), kind)
    given_up = assistant().excuse(waiting(told_at=NOON - GIVE_UP_AFTER), error)
    assert isinstance(given_up, Answered)
    assert [reply.text for reply in given_up.replies] == [SAID.given_up]
    assert given_up.state == {"n": 1}
    assert "bí mật" not in caplog.text


def test_while_rasa_is_down_nothing_is_given_up() -> None:
    excuse = assistant().excuse(waiting(told_at=NOON - 10 * GIVE_UP_AFTER), RasaUnavailable("down"))
    assert isinstance(excuse, Later)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/restart", "restart"),
        (" / /a/b", "a/b"),
        ("a /b", "a /b"),
        ("///", ""),
        ("\u00a0/x", "x"),
        ("/\u3000/x", "x"),
        ("/\x1c//x ", "x"),
        ("a", "a"),
    ],
)
def test_what_is_sayable(text: str, said: str) -> None:
    assert sayable(text) == said

"""Conversations in the database, without an app around them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.reply import Button, Reply
from bot.conversations.conversations import Conversations, UnknownConversation, WrongToken
from bot.conversations.database import Database
from bot.conversations.inbox import LEASE, Inbox, TooManyMessages
from bot.conversations.outbox import LeaseLost, Outbox
from knowledge.store.database import open_engine

NOON = dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)
ANSWER = Reply(type="answer", text="Đây ạ", buttons=[Button(title="Phí?", payload="Lệ phí bao nhiêu?")])
TROUBLE = Reply(type="error", text="Trục trặc")


@dataclass
class World:
    """A database and a clock that a test sets."""

    database: Database
    now: dt.datetime = NOON

    def __post_init__(self) -> None:
        self.conversations = Conversations(self.database, self.clock)
        self.inbox = Inbox(self.database, self.clock, per_minute=5)
        self.outbox = Outbox(self.database, self.clock)

    def clock(self) -> dt.datetime:
        return self.now

    def open(self) -> str:
        return self.conversations.open("web").id

    def say(self, conversation: str, text: str = "chào") -> int:
        return self.inbox.store(conversation, str(uuid.uuid4()), text).message.seq


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    url = f"sqlite:///{tmp_path / 'x.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    engine = open_engine(url)
    yield World(Database(engine))
    engine.dispose()


def test_only_its_token_opens_a_conversation(world: World) -> None:
    one, other = world.conversations.open("web"), world.conversations.open("web")
    world.conversations.enter(one.id, one.token)
    for wrong in (other.token, "", one.token + "x", one.token.swapcase(), "\ud800"):
        with pytest.raises(WrongToken):
            world.conversations.enter(one.id, wrong)
    with pytest.raises(UnknownConversation):
        world.conversations.enter(str(uuid.uuid4()), one.token)


def test_a_leased_conversation_is_nobody_elses_until_the_lease_runs_out(world: World) -> None:
    one = world.open()
    world.say(one)
    assert world.inbox.claim("a", 9) == [one]
    assert world.inbox.claim("b", 9) == []
    world.now += LEASE / 2
    assert world.inbox.renew(one, "a")
    world.now += LEASE * 0.9
    assert world.inbox.claim("b", 9) == []
    world.now += LEASE
    assert world.inbox.claim("b", 9) == [one]
    assert not world.inbox.renew(one, "a")
    with pytest.raises(LeaseLost):
        world.outbox.answer(one, "a", 1, {}, [ANSWER])
    assert world.outbox.answer(one, "b", 1, {}, [ANSWER]) is False
    assert [message.seq for message in world.outbox.after(one, 0, 9)] == [1, 2]


def test_those_that_wait_longest_are_leased_first_and_those_at_work_not_at_all(world: World) -> None:
    ids = []
    for _ in range(4):
        ids.append(world.open())
        world.say(ids[-1])
        world.now += dt.timedelta(seconds=1)
    assert world.inbox.claim("a", 2, besides=[ids[0]]) == ids[1:3]


def test_the_last_answer_gives_the_lease_back_in_the_same_moment(world: World) -> None:
    one = world.open()
    first, second = world.say(one, "một"), world.say(one, "hai")
    assert world.inbox.claim("a", 9) == [one]
    assert world.outbox.answer(one, "a", first, {"n": 1}, [ANSWER]) is True
    waiting = world.inbox.next(one)
    assert waiting is not None and (waiting.text, waiting.state) == ("hai", {"n": 1})
    assert world.outbox.answer(one, "a", second, {"n": 2}, [ANSWER, ANSWER]) is False
    assert world.inbox.next(one) is None
    world.say(one, "ba")
    assert world.inbox.claim("b", 9) == [one]
    messages = world.outbox.after(one, 0, 99)
    assert [(message.seq, message.reply_to, message.last) for message in messages] == [
        (1, None, False), (2, None, False), (3, 1, True), (4, 2, False), (5, 2, True), (6, None, False),
    ]  # fmt: skip


def test_a_message_is_answered_once(world: World) -> None:
    one = world.open()
    seq = world.say(one)
    world.inbox.claim("a", 9)
    world.outbox.answer(one, "a", seq, {}, [ANSWER])
    world.say(one)
    world.inbox.claim("a", 9)
    with pytest.raises(LeaseLost):
        world.outbox.answer(one, "a", seq, {"lost": True}, [ANSWER])
    waiting = world.inbox.next(one)
    assert waiting is not None and waiting.state == {}


def test_trouble_waits_and_a_new_message_does_not(world: World) -> None:
    one = world.open()
    seq = world.say(one)
    world.inbox.claim("a", 9)
    world.outbox.tell_trouble(one, "a", TROUBLE, world.now + dt.timedelta(seconds=5))
    assert world.inbox.claim("a", 9) == []
    waiting = world.inbox.next(one)
    assert waiting is not None and (waiting.seq, waiting.failures, waiting.told_at) == (seq, 1, world.now)
    world.say(one)
    assert world.inbox.claim("a", 9) == [one]
    world.outbox.tell_trouble(one, "a", TROUBLE, world.now + dt.timedelta(seconds=5))
    told = [message.reply_to for message in world.outbox.after(one, 0, 99) if message.type == "error"]
    assert told == [1, 3]
    world.now += dt.timedelta(seconds=5)
    assert world.inbox.claim("a", 9) == [one]


def test_what_was_deleted_while_it_was_answered_stays_deleted(world: World) -> None:
    one = world.open()
    seq = world.say(one)
    world.inbox.claim("a", 9)
    world.conversations.delete(one)
    with pytest.raises(LeaseLost):
        world.outbox.answer(one, "a", seq, {}, [ANSWER])
    with pytest.raises(LeaseLost):
        world.outbox.tell_trouble(one, "a", TROUBLE, world.now)
    with pytest.raises(UnknownConversation):
        world.say(one)
    assert world.outbox.after(one, 0, 9) == []
    assert world.outbox.last_seqs([one]) == {}
    assert world.inbox.count_waiting() == 0


def test_so_many_messages_a_minute(world: World) -> None:
    one = world.open()
    for _ in range(5):
        world.say(one)
        world.now += dt.timedelta(seconds=10)
    with pytest.raises(TooManyMessages) as refused:
        world.say(one)
    assert refused.value.retry_after_s == 10
    world.now += dt.timedelta(seconds=10)
    assert world.say(one) == 6


def test_moments_keep_their_zone(world: World) -> None:
    one = world.open()
    world.now = NOON.astimezone(dt.timezone(dt.timedelta(hours=7)))
    world.say(one)
    [message] = world.outbox.after(one, 0, 9)
    assert message.at == NOON
    assert message.as_json()["at"] == "2026-11-25T12:00:00+07:00"


def test_no_text_stands_in_a_databases_error(world: World) -> None:
    one = world.open()
    with pytest.raises(sa.exc.DBAPIError) as error:
        world.inbox.store(one, str(uuid.uuid4()), {"bí mật": "066099001234"})  # type: ignore[arg-type]
    assert "066099001234" not in str(error.value)

"""Limits: who says too much waits, and any further limit is asked beside those that stand."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from bot.conversations.inbox import Inbox
from bot.conversations.limits import Overall, Overloaded, PerConversation, TooManyMessages
from bot.conversations.messages import Arriving
from tests.bot.conversations.world import World


def test_so_many_messages_a_minute(world: World) -> None:
    one, other = world.open(), world.open()
    for _ in range(5):
        world.say(one)
        world.wait(10)
    with pytest.raises(TooManyMessages) as refused:
        world.say(one)
    assert refused.value.retry_after_s == 10
    assert world.say(other) == 1
    world.wait(10)
    assert world.say(one) == 6


def test_what_arrives_again_is_not_held_back(world: World) -> None:
    one = world.open()
    for n in range(5):
        world.inbox.store(Arriving(one, str(n), "chào"))
    assert not world.inbox.store(Arriving(one, "0", "chào")).is_new


class NoShouting:
    """A limit that counts by something else than the conversation."""

    def hold_back(self, connection: sa.Connection, arriving: Arriving, now: dt.datetime) -> None:
        if arriving.text.isupper():
            raise TooManyMessages(7)


def test_every_limit_is_asked(world: World) -> None:
    one = world.open()
    inbox = Inbox(world.database, world.clock, [PerConversation(1), NoShouting()])
    with pytest.raises(TooManyMessages) as refused:
        inbox.store(Arriving(one, "1", "NÀY"))
    assert refused.value.retry_after_s == 7
    inbox.store(Arriving(one, "2", "này"))
    with pytest.raises(TooManyMessages) as refused:
        inbox.store(Arriving(one, "3", "này"))
    assert refused.value.retry_after_s == 60


def test_where_too_many_wait_nobody_is_taken_until_some_are_answered(world: World) -> None:
    inbox = Inbox(world.database, world.clock, [Overall(2)])
    one, other = world.open(), world.open()
    inbox.store(Arriving(one, "1", "một"))
    inbox.store(Arriving(other, "2", "hai"))
    with pytest.raises(Overloaded):
        inbox.store(Arriving(other, "3", "ba"))
    world.claim("a")
    world.answer(one, "a", 1)
    inbox.store(Arriving(other, "3", "ba"))

"""Leases: a conversation is worked on by one at a time."""

from __future__ import annotations

import pytest

from bot.conversations.leases import ANSWERING, LEASE, SENDING, LeaseLost
from tests.bot.conversations.world import World

SECONDS = LEASE.total_seconds()


def test_a_leased_conversation_is_nobody_elses_until_the_lease_runs_out(world: World) -> None:
    one = world.open()
    world.say(one)
    assert world.claim("a") == [one]
    assert world.claim("b") == []
    world.wait(SECONDS / 2)
    assert world.answering.renew(one, "a")
    world.wait(SECONDS * 0.9)
    assert world.claim("b") == []
    world.wait(SECONDS)
    assert world.claim("b") == [one]
    assert not world.answering.renew(one, "a")
    with pytest.raises(LeaseLost):
        world.answer(one, "a", 1)
    assert world.answer(one, "b", 1) is False
    assert [message.seq for message in world.outbox.after(one, 0, 9)] == [1, 2]


def test_those_that_wait_longest_are_leased_first_and_those_at_work_not_at_all(world: World) -> None:
    ids = []
    for _ in range(4):
        ids.append(world.open())
        world.say(ids[-1])
        world.wait(1)
    assert world.claim("a", 2, besides=(ids[0],)) == ids[1:3]


def test_what_is_given_back_is_free_and_the_others_are_not(world: World) -> None:
    ids = [world.open() for _ in range(3)]
    for one in ids:
        world.say(one)
        world.wait(1)
    assert world.claim("a", 2) == ids[:2]
    world.answering.release(ids[0], "b")
    assert world.claim("b", 1) == ids[2:]
    world.answering.release(ids[0], "a")
    assert world.claim("c") == ids[:1]
    world.answering.release_all("a")
    assert world.claim("c") == ids[1:2]


def test_who_answers_and_who_sends_do_not_hold_each_other_up(world: World) -> None:
    one = world.conversations.with_person("zalo", "lan")
    seq = world.say(one)
    world.claim("a")
    world.answer(one, "a", seq)
    world.say(one)
    assert world.sending.claim("s", world.deliveries.due(["zalo"]), 9) == [one]
    assert world.claim("a") == [one]
    with world.database.writing() as connection:
        assert ANSWERING.lock(connection, one, "a").id == SENDING.lock(connection, one, "s").id == one
        with pytest.raises(LeaseLost):
            SENDING.lock(connection, one, "a")

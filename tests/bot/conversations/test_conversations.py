"""Conversations are opened, entered with their token, found by whom they are with, and deleted."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.conversations.conversations import UnknownConversation, WrongToken
from bot.conversations.leases import LeaseLost
from tests.bot.conversations.world import World


def test_only_its_token_opens_a_conversation(world: World) -> None:
    one, other = world.conversations.open("web"), world.conversations.open("web")
    world.conversations.enter(one.id, one.token)
    for wrong in (other.token, "", one.token + "x", one.token.swapcase(), "\ud800"):
        with pytest.raises(WrongToken):
            world.conversations.enter(one.id, wrong)
    with pytest.raises(UnknownConversation):
        world.conversations.enter(str(uuid.uuid4()), one.token)


def test_a_person_has_one_conversation_on_a_channel_and_no_token_opens_it(world: World) -> None:
    one = world.conversations.with_person("zalo", "lan")
    assert world.conversations.with_person("zalo", "lan") == one
    assert (
        len({one, world.conversations.with_person("zalo", "minh"), world.conversations.with_person("sms", "lan")}) == 3
    )
    with pytest.raises(WrongToken):
        world.conversations.enter(one, "")
    world.conversations.delete(one)
    assert world.conversations.with_person("zalo", "lan") != one


def test_who_writes_twice_at_once_begins_one_conversation(world: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        begun = set(pool.map(lambda _: world.conversations.with_person("zalo", "lan"), range(16)))
    assert len(begun) == 1


def test_what_was_deleted_while_it_was_answered_stays_deleted(world: World) -> None:
    one = world.open()
    seq = world.say(one)
    world.claim("a")
    world.conversations.delete(one)
    with pytest.raises(LeaseLost):
        world.answer(one, "a", seq)
    with pytest.raises(LeaseLost):
        world.put_off(one, "a", 0)
    with pytest.raises(UnknownConversation):
        world.say(one)
    assert world.outbox.after(one, 0, 9) == []
    assert world.outbox.last_seqs([one]) == {}
    assert world.inbox.count_waiting() == 0

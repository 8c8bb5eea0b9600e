"""The inbox: stored once, counted only if offered, and handed out in order."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa

from bot.conversations.inbox import NotOffered
from bot.conversations.messages import Arriving
from tests.bot.conversations.world import World


def test_what_arrives_again_is_stored_once(world: World) -> None:
    one, other, client_id = world.open(), world.open(), str(uuid.uuid4())
    first = world.inbox.store(Arriving(one, client_id, "chào"))
    again = world.inbox.store(Arriving(one, client_id, "khác hẳn"))
    assert first.is_new and not again.is_new
    assert again.message == first.message
    assert world.inbox.store(Arriving(other, client_id, "chào")).is_new
    assert world.inbox.count_waiting() == 2


def test_a_payload_counts_only_if_it_was_offered_in_this_conversation(world: World) -> None:
    one, other = world.open(), world.open()
    payload = "Lệ phí bao nhiêu?"
    with pytest.raises(NotOffered):
        world.inbox.store(Arriving(one, "1", payload, is_payload=True))
    seq = world.say(one)
    world.claim("a")
    world.answer(one, "a", seq)
    assert world.inbox.store(Arriving(one, "1", payload, is_payload=True)).message.text == payload
    with pytest.raises(NotOffered):
        world.inbox.store(Arriving(other, "1", payload, is_payload=True))


def test_messages_are_handed_out_in_order_with_what_is_known(world: World) -> None:
    one = world.open()
    first, second = world.say(one, "một"), world.say(one, "hai")
    world.claim("a")
    waiting = world.waiting(one)
    assert (waiting.seq, waiting.text, waiting.channel, waiting.state) == (first, "một", "web", {})
    assert (waiting.told_at, waiting.failures, waiting.at) == (None, 0, world.now)
    world.answer(one, "a", first)
    assert world.waiting(one).seq == second
    world.answer(one, "a", second)
    assert world.inbox.next(one) is None


def test_trouble_waits_and_a_new_message_does_not(world: World) -> None:
    one = world.open()
    seq = world.say(one)
    world.claim("a")
    world.put_off(one, "a", 5)
    assert world.claim("a") == []
    waiting = world.waiting(one)
    assert (waiting.seq, waiting.failures, waiting.told_at) == (seq, 1, world.now)
    world.say(one)
    assert world.claim("a") == [one]
    world.put_off(one, "a", 5)
    told = [message.reply_to for message in world.outbox.after(one, 0, 99) if message.type == "error"]
    assert told == [1, 3]
    world.wait(5)
    assert world.claim("a") == [one]


def test_no_text_stands_in_a_databases_error(world: World) -> None:
    one = world.open()
    with pytest.raises(sa.exc.DBAPIError) as error:
        world.inbox.store(Arriving(one, str(uuid.uuid4()), {"bí mật": "066099001234"}))  # type: ignore[arg-type]
    assert "066099001234" not in str(error.value)

"""The outbox: all of an answer is stored, or nothing, and once."""

from __future__ import annotations

import pytest

from bot.conversations.answered import Answered
from bot.conversations.leases import LeaseLost
from tests.bot.conversations.world import ANSWER, World


def test_the_last_answer_gives_the_lease_back_in_the_same_moment(world: World) -> None:
    one = world.open()
    first, second = world.say(one, "một"), world.say(one, "hai")
    assert world.claim("a") == [one]
    assert world.answer(one, "a", first, Answered({"n": 1}, [ANSWER])) is True
    waiting = world.waiting(one)
    assert (waiting.text, waiting.state) == ("hai", {"n": 1})
    assert world.answer(one, "a", second, Answered({"n": 2}, [ANSWER, ANSWER])) is False
    assert world.inbox.next(one) is None
    world.say(one, "ba")
    assert world.claim("b") == [one]
    messages = world.outbox.after(one, 0, 99)
    assert [(message.seq, message.reply_to, message.last) for message in messages] == [
        (1, None, False), (2, None, False), (3, 1, True), (4, 2, False), (5, 2, True), (6, None, False),
    ]  # fmt: skip


def test_a_message_is_answered_once(world: World) -> None:
    one = world.open()
    seq = world.say(one)
    world.claim("a")
    world.answer(one, "a", seq)
    world.say(one)
    world.claim("a")
    with pytest.raises(LeaseLost):
        world.answer(one, "a", seq, Answered({"lost": True}, [ANSWER]))
    assert world.waiting(one).state == {}
    assert world.outbox.last_seqs([one]) == {one: 3}


def test_a_message_may_be_handled_with_nothing_said(world: World) -> None:
    one = world.open()
    seq = world.say(one, "cccd 012345678901")
    world.claim("a")
    assert world.answer(one, "a", seq, Answered({"n": 1}, [])) is False
    [message] = world.outbox.after(one, 0, 9)
    assert message.text == "cccd •••"
    assert world.outbox.last_seqs([one]) == {one: 1}
    world.say(one)
    assert world.claim("b") == [one]
    assert world.waiting(one).state == {"n": 1}


def test_what_was_said_is_given_after_a_seq_and_so_much_of_it(world: World) -> None:
    one = world.open()
    for text in ("một", "hai"):
        world.ask(one, text, Answered({}, [ANSWER]))
    assert [message.seq for message in world.outbox.after(one, 1, 2)] == [2, 3]
    assert world.outbox.after(one, 4, 9) == []
    assert world.outbox.after("unknown", 0, 9) == []

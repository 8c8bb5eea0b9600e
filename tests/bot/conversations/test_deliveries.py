"""Deliveries: written with the reply, sent in order, and settled by who holds the lease."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.conversations.answered import Answered
from bot.conversations.deliveries import LONGEST_REASON, DeliveryState
from bot.conversations.leases import LeaseLost
from tests.bot.conversations.world import ANSWER, World

WAITING = DeliveryState("waiting", 0, None)


def claim(world: World, holder: str = "s") -> list[str]:
    return world.sending.claim(holder, world.deliveries.due(["zalo"]), 9)


def someone_asked(world: World, person: str = "lan", replies: int = 1) -> str:
    one = world.conversations.with_person("zalo", person)
    world.ask(one, "khai sinh", Answered({}, [ANSWER] * replies))
    return one


def in_seconds(world: World, seconds: float) -> dt.datetime:
    return world.now + dt.timedelta(seconds=seconds)


def test_every_reply_to_a_person_has_a_delivery_and_a_fetched_one_has_none(world: World) -> None:
    one, fetched = someone_asked(world, replies=2), world.open()
    world.ask(fetched, "khai sinh", Answered({}, [ANSWER]))
    assert world.deliveries.states(one) == {2: WAITING, 3: WAITING}
    assert world.deliveries.states(fetched) == {}
    assert claim(world) == [one]
    delivery = world.deliveries.next(one)
    assert delivery is not None
    assert (delivery.person, delivery.channel, delivery.tries) == ("lan", "zalo", 0)
    assert (delivery.message.seq, delivery.message.text) == (2, ANSWER.text)


def test_that_an_answer_takes_longer_is_delivered_too(world: World) -> None:
    one = world.conversations.with_person("zalo", "lan")
    world.say(one)
    world.claim("a")
    world.put_off(one, "a", 5)
    world.wait(5)
    world.claim("a")
    world.put_off(one, "a", 5)
    assert world.deliveries.states(one) == {2: WAITING}


def test_one_after_the_other_is_sent(world: World) -> None:
    one = someone_asked(world, replies=2)
    claim(world)
    for seq in (2, 3):
        delivery = world.deliveries.next(one)
        assert delivery is not None and delivery.message.seq == seq
        world.deliveries.sent(delivery, "s")
    assert world.deliveries.next(one) is None
    world.sending.release(one, "s")
    assert claim(world) == []
    assert world.deliveries.states(one) == {2: DeliveryState("sent", 0, None), 3: DeliveryState("sent", 0, None)}


def test_what_is_put_off_holds_back_those_behind_it_and_nobody_else(world: World) -> None:
    one, other = someone_asked(world, replies=2), someone_asked(world, "minh")
    assert set(claim(world)) == {one, other}
    delivery = world.deliveries.next(one)
    assert delivery is not None
    world.deliveries.put_off(delivery, "s", "HTTP 500", in_seconds(world, 9))
    assert world.deliveries.next(one) is None
    world.sending.release_all("s")
    assert claim(world) == [other]
    world.ask(one, "hỏi thêm", Answered({}, [ANSWER]))
    assert claim(world) == []
    assert world.deliveries.states(one)[2] == DeliveryState("waiting", 1, "HTTP 500")
    world.wait(9)
    assert one in claim(world, "t")
    again = world.deliveries.next(one)
    assert again is not None and (again.id, again.tries) == (delivery.id, 1)


def test_what_is_given_up_lets_the_next_one_through(world: World) -> None:
    one = someone_asked(world, replies=2)
    claim(world)
    first = world.deliveries.next(one)
    assert first is not None
    world.deliveries.give_up(first, "s", "x" * 2 * LONGEST_REASON)
    second = world.deliveries.next(one)
    assert second is not None and second.message.seq == 3
    assert world.deliveries.states(one)[2] == DeliveryState("failed", 1, "x" * LONGEST_REASON)


def test_who_lost_the_lease_settles_nothing(world: World) -> None:
    one = someone_asked(world)
    claim(world)
    delivery = world.deliveries.next(one)
    assert delivery is not None
    world.wait(60)
    assert claim(world, "t") == [one]
    with pytest.raises(LeaseLost):
        world.deliveries.sent(delivery, "s")
    assert world.deliveries.states(one) == {2: WAITING}
    world.conversations.delete(one)
    with pytest.raises(LeaseLost):
        world.deliveries.sent(delivery, "t")
    assert world.deliveries.states(one) == {}


def test_what_no_channel_here_delivers_stays(world: World) -> None:
    someone_asked(world)
    assert world.sending.claim("s", world.deliveries.due([]), 9) == []
    assert world.sending.claim("s", world.deliveries.due(["web"]), 9) == []

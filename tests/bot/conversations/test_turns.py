"""Only one at a time has a turn, and one that died loses it."""

from __future__ import annotations

import datetime as dt

from bot.conversations.turns import Turns
from tests.bot.conversations.world import World

MINUTE = dt.timedelta(minutes=1)


def test_a_turn_is_one_holders_until_it_ends(world: World) -> None:
    turns = Turns(world.database, world.clock)
    assert turns.take("x", "a", MINUTE)
    assert not turns.take("x", "b", MINUTE)
    assert turns.take("y", "b", MINUTE)
    world.wait(59)
    assert turns.take("x", "a", MINUTE), "one's own can be held for longer"
    world.wait(59)
    assert not turns.take("x", "b", MINUTE)
    world.wait(2)
    assert turns.take("x", "b", MINUTE)


def test_a_turn_is_given_back_by_its_holder_only(world: World) -> None:
    turns = Turns(world.database, world.clock)
    turns.take("x", "a", MINUTE)
    turns.give_back("x", "b")
    assert not turns.take("x", "b", MINUTE)
    turns.give_back("x", "a")
    assert turns.take("x", "b", MINUTE)

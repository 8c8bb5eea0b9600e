"""What arrives is kept once, taken in in order, and its words are forgotten then."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
import sqlalchemy as sa

from bot.conversations.arrivals import Arrival, Arrivals
from bot.conversations.tables import arrival
from tests.bot.conversations.world import World


def keep(arrivals: Arrivals, *ones: Arrival) -> None:
    async def all_at_once() -> None:
        await asyncio.gather(*map(arrivals.keep, ones))

    asyncio.run(all_at_once())


def bodies(arrivals: Arrivals, channel: str = "zalo") -> list[str]:
    return [one.body for one in arrivals.untaken(channel)]


def test_what_comes_at_once_is_kept_in_order_and_once(world: World) -> None:
    arrivals = Arrivals(world.database, world.clock)
    many = [Arrival("zalo", str(n % 700), f"{n % 700}") for n in range(1400)]
    keep(arrivals, *many, Arrival("other", "1", "x"))
    assert [one.body for one in arrivals.untaken("zalo", 2000)] == [str(n) for n in range(700)]
    assert bodies(arrivals, "other") == ["x"]


def test_what_was_taken_in_is_known_again_and_its_words_are_gone(world: World) -> None:
    arrivals = Arrivals(world.database, world.clock)
    keep(arrivals, Arrival("zalo", "1", "bí mật"), Arrival("zalo", "2", "hai"))
    arrivals.taken([arrivals.untaken("zalo")[0].number])
    keep(arrivals, Arrival("zalo", "1", "bí mật"))
    assert bodies(arrivals) == ["hai"]
    world.wait(3600)
    keep(arrivals, Arrival("zalo", "3", "ba"))
    arrivals.forget_before(world.now - dt.timedelta(minutes=1))
    with world.database.reading() as connection:
        left = connection.execute(sa.select(arrival.c.id, arrival.c.body).order_by(arrival.c.number)).all()
    assert [tuple(row) for row in left] == [("2", "hai"), ("3", "ba")], "what is not taken in stays"


def test_what_cannot_be_kept_is_told_and_the_next_one_is_kept(world: World) -> None:
    arrivals = Arrivals(world.database, world.clock)
    with world.database.writing() as connection:
        connection.execute(sa.text("ALTER TABLE bot_arrival RENAME TO gone"))
    with pytest.raises(sa.exc.SQLAlchemyError):
        keep(arrivals, Arrival("zalo", "1", "một"))
    with world.database.writing() as connection:
        connection.execute(sa.text("ALTER TABLE gone RENAME TO bot_arrival"))
    keep(arrivals, Arrival("zalo", "1", "một"))
    assert bodies(arrivals) == ["một"]

"""Missed questions: kept with the conversation, and counted for good."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from actions.reply import Missed, MissedCandidate, Reply
from bot.conversations.answered import Answered
from bot.conversations.leases import LeaseLost
from bot.conversations.missed import MissedCount
from tests.bot.conversations.world import NOON, World

TODAY = dt.date(2026, 11, 25)
NO_DATA = Missed(
    reason="no_data",
    candidates=[MissedCandidate(code="1.001193", score=0.41), MissedCandidate(code="1.000894", score=0.2)],
)
OFF_TOPIC = Missed(reason="off_topic")
REFUSAL = Reply(type="refusal", text="Chưa có", reason="no_data")


def miss(world: World, conversation: str, text: str, why: Missed = NO_DATA) -> None:
    world.ask(conversation, text, Answered({}, [REFUSAL], why))


def test_a_missed_question_is_kept_masked_with_what_came_nearest(world: World) -> None:
    one = world.open()
    miss(world, one, "tôi số 012345678901 muốn nuôi chim yến")
    [question] = world.missed.find()
    assert (question.conversation, question.channel, question.reason) == (one, "web", "no_data")
    assert question.text == "tôi số ••• muốn nuôi chim yến"
    assert question.candidates == tuple(NO_DATA.candidates)
    assert question.at == NOON


def test_what_is_answered_is_not_kept(world: World) -> None:
    world.ask(world.open(), "khai sinh", Answered({}, [Reply(type="answer", text="Đây")]))
    assert world.missed.find() == []
    assert world.missed.counts(TODAY, TODAY) == []


def test_what_could_not_be_stored_is_not_kept_either(world: World) -> None:
    one = world.open()
    seq = world.say(one)
    with pytest.raises(LeaseLost):
        world.answer(one, "nobody", seq, Answered({}, [REFUSAL], NO_DATA))
    assert world.missed.find() == []
    assert world.missed.counts(TODAY, TODAY) == []


def test_they_are_found_by_reason_and_time_the_newest_first(world: World) -> None:
    one = world.open()
    for text, why in (("một", NO_DATA), ("hai", OFF_TOPIC), ("ba", NO_DATA)):
        miss(world, one, text, why)
        world.wait(60)
    minute = dt.timedelta(minutes=1)
    assert [question.text for question in world.missed.find()] == ["ba", "hai", "một"]
    assert [question.text for question in world.missed.find(reason="no_data")] == ["ba", "một"]
    assert [question.text for question in world.missed.find(since=NOON + minute)] == ["ba", "hai"]
    assert [question.text for question in world.missed.find(until=NOON + minute)] == ["một"]
    assert [question.text for question in world.missed.find(at_most=1)] == ["ba"]


def test_they_go_with_their_conversation_and_their_count_stays(world: World) -> None:
    one, other = world.open(), world.conversations.with_person("zalo", "lan")
    miss(world, one, "một")
    miss(world, one, "hai")
    miss(world, other, "ba")
    world.conversations.delete(one)
    assert [question.text for question in world.missed.find()] == ["ba"]
    assert world.missed.counts(TODAY, TODAY) == [
        MissedCount(TODAY, "web", "no_data", 2),
        MissedCount(TODAY, "zalo", "no_data", 1),
    ]


def test_the_old_ones_are_forgotten_and_their_count_stays(world: World) -> None:
    one = world.open()
    miss(world, one, "cũ")
    world.wait(3600)
    miss(world, one, "mới")
    assert world.missed.forget_before(world.now) == 1
    assert [question.text for question in world.missed.find()] == ["mới"]
    assert world.missed.counts(TODAY, TODAY) == [MissedCount(TODAY, "web", "no_data", 2)]


def test_days_are_those_of_vietnam(world: World) -> None:
    one = world.open()
    world.now = dt.datetime(2026, 11, 25, 16, 59, tzinfo=dt.UTC)
    miss(world, one, "trước nửa đêm")
    world.wait(120)
    miss(world, one, "sau nửa đêm")
    days = [TODAY, TODAY + dt.timedelta(days=1)]
    assert [count.day for count in world.missed.counts(*days)] == days
    assert [count.day for count in world.missed.counts(days[1], days[1])] == days[1:]


def test_those_that_are_missed_at_once_are_all_counted(world: World) -> None:
    people = [world.open() for _ in range(8)]
    seqs = [world.say(one) for one in people]
    assert set(world.claim("a")) == set(people)
    with ThreadPoolExecutor(8) as pool:
        answered = Answered({}, [REFUSAL], NO_DATA)
        list(pool.map(lambda one, seq: world.answer(one, "a", seq, answered), people, seqs))
    assert world.missed.counts(TODAY, TODAY) == [MissedCount(TODAY, "web", "no_data", 8)]

"""Apps and Rasa are killed at any moment: no message is lost, and none is answered twice."""

from __future__ import annotations

import itertools
import os
import random
from contextlib import ExitStack
from pathlib import Path

from bot.conversations.database import Database
from knowledge.store.database import open_engine
from tests.bot.channels.zalo.conftest import Office
from tests.bot.channels.zalo.events import SETTINGS
from tests.bot.channels.zalo.fake_zalo import FakeZalo
from tests.bot.conversations.killing import Crowd, Service
from tests.bot.front import settings_for, wait_for
from tests.servers import held_port

# Rounds in all, on both databases; `make bench` asks for more.
ROUNDS = int(os.environ.get("MOTCUA_TEST_KILLS", "20"))
PEOPLE = ("lan", "minh")


def test_whatever_is_killed_every_message_is_answered_once_and_in_order(tmp_path: Path, database_url: str) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    chance, zalo = random.Random(seed), FakeZalo()
    with ExitStack() as stack:
        ports = [stack.enter_context(held_port()) for _ in range(3)]
        zalo_url = stack.enter_context(zalo.live())
        service = Service.of(tmp_path, ports, database_url, zalo_url)
        settings = settings_for(tmp_path, "http://127.0.0.1:9", database_url, **SETTINGS, zalo_free_replies=0)
        engine = open_engine(database_url)
        stack.callback(engine.dispose)
        office = Office(Database(engine), settings)
        office.authorise(zalo.access, zalo.refresh)
        stack.enter_context(service.running())
        crowd = Crowd(service.urls)
        writing = crowd.come(web=3, zalo=PEOPLE)
        for _ in range(ROUNDS // 2):
            enough = crowd.count + chance.randint(1, 12)
            wait_for(lambda n=enough: crowd.count >= n, within_s=60)  # type: ignore[misc]
            service.kill_one(chance)
        crowd.leaving.set()
        for thread in writing:
            thread.join(60)
        for citizen in crowd.citizens:
            look_at_page(crowd, citizen.id)
        for person in PEOPLE:
            look_at_zalo(office, zalo, person, crowd.said[person])


def look_at_page(crowd: Crowd, id: str) -> None:
    citizen = next(one for one in crowd.citizens if one.id == id)
    said = crowd.said[id]

    def answers() -> list[object]:
        return [message["text"] for message in crowd.read(citizen) if message["type"] == "answer"]

    wait_for(lambda: len(answers()) >= len(said), within_s=60)
    messages = crowd.read(citizen)
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
    assert [message["text"] for message in messages if message["from"] == "citizen"] == said
    assert answers() == [f"Anh/chị hỏi: {text}" for text in said]


def look_at_zalo(office: Office, zalo: FakeZalo, person: str, said: list[str]) -> None:
    wait_for(lambda: len(office.states(person)) >= len(said), within_s=60)
    wait_for(lambda: {state for state, _ in office.states(person)} == {"sent"}, within_s=60)
    assert office.heard(person) == said
    expected = [f"Anh/chị hỏi: {text}" for text in said]
    assert [text for text in office.replies(person) if text in expected] == expected
    # What was sent and not noted when its sender was killed comes again, at once.
    told = [text for text in zalo.texts(person) if text in expected]
    assert [text for text, _ in itertools.groupby(told)] == expected
    assert len(told) <= len(expected) + ROUNDS

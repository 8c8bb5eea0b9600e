"""The conversation API, over real HTTP."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from bot.channels.saying import Saying
from bot.channels.web import WebChannel
from bot.conversations.database import Database
from bot.conversations.doorbell import Doorbell
from bot.web.addresses import Addresses, PerAddress
from bot.web.metrics import Metrics
from knowledge.store.database import open_engine
from knowledge.store.store import KnowledgeStore
from tests.bot.conversations.world import World
from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import Citizen, Come, front, settings_for, wait_for
from tests.bot.live import live
from tests.bot.problems import assert_problem

FIELDS = {*("seq", "from", "type", "text", "at"), *("procedure", "aspects", "source", "reason", "dossier", "buttons")}
FIELDS |= {"reply_to", "last", "statements", "expects", "private"}
READS = [("GET", "/messages"), ("GET", "/events")]


def test_a_question_is_stored_acknowledged_and_answered(citizen: Citizen, rasa: FakeRasa) -> None:
    stored = citizen.say("  làm giấy khai sinh cho con cần giấy tờ gì ")
    assert set(stored) == FIELDS
    assert (stored["seq"], stored["from"], stored["type"]) == (1, "citizen", "text")
    assert stored["text"] == "làm giấy khai sinh cho con cần giấy tờ gì"
    assert stored["last"] is False and stored["reply_to"] is None and stored["buttons"] == []
    at = dt.datetime.fromisoformat(stored["at"])
    assert stored["at"].endswith("+07:00")
    assert abs(dt.datetime.now(dt.UTC) - at) < dt.timedelta(seconds=10)

    [reply] = wait_for(lambda: citizen.replies(1))
    assert set(reply) == FIELDS
    assert (reply["seq"], reply["from"], reply["type"], reply["last"]) == (2, "bot", "answer", True)
    assert reply["procedure"]["code"] == "1.001193"
    assert reply["source"]["as_of"] == "2026-07-01"
    assert reply["buttons"] == [
        {"title": "Mất bao lâu?", "payload": "Mất bao lâu?"},
        {"title": "Xem đầy đủ", "url": "http://motcua.test/thu-tuc/1.001193"},
    ]
    [asked] = rasa.asked
    assert asked["sender"] == citizen.id
    assert asked["metadata"] == {
        "message_id": asked["metadata"]["message_id"], "conversation_id": citizen.id, "channel": "web", "state": {},
    }  # fmt: skip


def test_the_state_goes_from_one_turn_to_the_next(citizen: Citizen, rasa: FakeRasa) -> None:
    for text in ("một", "hai", "ba"):
        citizen.ask(text)
    assert [body["metadata"]["state"] for body in rasa.asked] == [{}, {"turns": 1}, {"turns": 2}]


def test_several_replies_end_with_the_last_one(citizen: Citizen, rasa: FakeRasa) -> None:
    rasa.say = lambda body: [{"type": "notice", "text": "Một"}, {"type": "text", "text": "Hai"}]
    replies = citizen.ask("chào")
    assert [(reply["seq"], reply["text"], reply["last"]) for reply in replies] == [(2, "Một", False), (3, "Hai", True)]


def test_the_same_client_id_is_stored_and_handled_once(citizen: Citizen, rasa: FakeRasa) -> None:
    client_id = str(uuid.uuid4())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: citizen.post(client_id, text="chào"), range(16)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.text for answer in answers}) == 1
    wait_for(lambda: citizen.replies(1))
    assert citizen.post(client_id, text="khác hẳn").json() == answers[0].json()
    assert rasa.texts() == ["chào"]
    assert [message["seq"] for message in citizen.read()] == [1, 2]


def test_messages_are_handled_in_order_and_conversations_in_parallel(come: Come, url: str, rasa: FakeRasa) -> None:
    rasa.slow_s = 0.1
    people = [come(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda someone: [someone.say(f"câu {n}") for n in range(5)], people))
    for someone in people:
        messages = wait_for(lambda s=someone: m if len(m := s.read()) == 10 else None)  # type: ignore[misc]
        assert [message["seq"] for message in messages] == list(range(1, 11))
        answered = [message["reply_to"] for message in messages if message["from"] == "bot"]
        assert answered == sorted(answered)
        asked = [body["message"] for body in rasa.asked if body["sender"] == someone.id]
        assert asked == [f"câu {n}" for n in range(5)]
    assert rasa.most_of_one == 1
    assert rasa.most_at_work > 1


@pytest.mark.parametrize("said", ["/restart", " //restart", "/ /restart", '/ask_fee{"a":1}'])
def test_a_slash_in_front_never_reaches_rasa(citizen: Citizen, rasa: FakeRasa, said: str) -> None:
    citizen.ask(said)
    [text] = rasa.texts()
    assert text == said.lstrip("/ ")


def test_nothing_but_slashes_is_answered_kindly(citizen: Citizen, rasa: FakeRasa) -> None:
    [reply] = citizen.ask("//")
    assert reply["type"] == "text"
    assert "Anh/chị" in reply["text"]
    assert rasa.asked == []


def test_a_payload_counts_only_if_it_was_offered_here(come: Come, url: str, citizen: Citizen, rasa: FakeRasa) -> None:
    assert_problem(citizen.post(payload="Mất bao lâu?"), 422)
    citizen.ask("khai sinh")
    answer = citizen.post(payload="Mất bao lâu?")
    assert (answer.status_code, answer.json()["text"]) == (202, "Mất bao lâu?")
    assert_problem(citizen.post(payload="/restart"), 422)
    assert_problem(citizen.post(payload="Xem đầy đủ"), 422)
    other = come(url)
    assert_problem(other.post(payload="Mất bao lâu?"), 422)
    wait_for(lambda: citizen.replies(3))
    assert rasa.texts() == ["khai sinh", "Mất bao lâu?"]


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u200b", "\x00\x07", "\u202e"])
def test_a_blank_text_is_refused(citizen: Citizen, text: str) -> None:
    assert_problem(citizen.post(text=text), 422)
    assert citizen.read() == []


def test_control_characters_and_halves_of_letters_are_left_out(citizen: Citizen, rasa: FakeRasa) -> None:
    said = r'"text": "khai\u0000 sinh\ud83d \u001b[31m\nở đâu"'
    body = '{"client_id": "' + str(uuid.uuid4()) + '", ' + said + "}"
    answer = citizen.http.post(f"{citizen.path}/messages", content=body.encode(), headers=citizen.headers)
    assert answer.status_code == 202, answer.text
    assert answer.json()["text"] == "khai sinh [31m\nở đâu"
    wait_for(lambda: citizen.replies(1))


def test_a_long_text_is_refused(citizen: Citizen) -> None:
    assert citizen.post(text="ă" * 2000).status_code == 202
    assert "2000" in assert_problem(citizen.post(text="ă" * 2001), 422)["detail"]
    assert_problem(citizen.post(text="a" * 100_000), 413)
    assert_problem(citizen.post(text="a" * 3_000_000), 413)


@pytest.mark.parametrize("body", [b"", b"khai sinh", b"{", b"\xff\xfe", b"[" * 5000, b'{"a":' * 3000])
def test_what_is_not_json_is_refused(citizen: Citizen, body: bytes) -> None:
    answer = citizen.http.post(f"{citizen.path}/messages", content=body, headers=citizen.headers)
    assert_problem(answer, 400)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "x",
        {},
        {"text": "chào"},
        {"client_id": "1", "text": "chào"},
        {"client_id": 7, "text": "chào"},
        {"client_id": str(uuid.uuid4())},
        {"client_id": str(uuid.uuid4()), "text": None},
        {"client_id": str(uuid.uuid4()), "text": 5},
        {"client_id": str(uuid.uuid4()), "text": ["chào"]},
        {"client_id": str(uuid.uuid4()), "text": "chào", "payload": "chào"},
        {"client_id": str(uuid.uuid4()), "payload": {"a": 1}},
    ],
)
def test_wrong_fields_are_refused(citizen: Citizen, body: Any) -> None:
    answer = citizen.http.post(f"{citizen.path}/messages", content=json.dumps(body), headers=citizen.headers)
    assert_problem(answer, 422)
    assert citizen.read() == []


@pytest.mark.parametrize(("method", "rest"), [*READS, ("POST", "/messages"), ("DELETE", "")])
def test_only_who_has_the_token_comes_in(citizen: Citizen, method: str, rest: str) -> None:
    for authorization in ("", "Bearer wrong", "Bearer ă".encode(), citizen.token, f"Basic {citizen.token}"):
        headers = {"Authorization": authorization}
        assert_problem(citizen.http.request(method, citizen.path + rest, headers=headers), 401)
    for unknown in (str(uuid.uuid4()), "1", "a%00b", "..%2f"):
        path = f"/api/conversations/{unknown}{rest}"
        assert_problem(citizen.http.request(method, path, headers=citizen.headers), 404)


def test_a_token_is_kept_as_its_hash_only(citizen: Citizen, folder: Path) -> None:
    citizen.ask("chào")
    with sqlite3.connect(folder / "motcua.db") as database:
        dump = "\n".join(database.iterdump())
    database.close()
    assert citizen.id in dump
    assert citizen.token not in dump


@pytest.mark.parametrize("after", ["-1", "x", "99999999999999999999"])
def test_a_wrong_seq_is_refused(citizen: Citizen, after: str) -> None:
    assert_problem(citizen.http.get(f"{citizen.path}/messages?after={after}", headers=citizen.headers), 422)
    assert_problem(citizen.http.get(f"{citizen.path}/events", headers={**citizen.headers, "Last-Event-ID": after}), 422)


def test_reading_goes_on_after_a_seq(citizen: Citizen) -> None:
    citizen.ask("một")
    citizen.ask("hai")
    assert [message["seq"] for message in citizen.read(after=2)] == [3, 4]
    assert citizen.read(after=99) == []


def test_events_come_as_they_happen_and_resume_without_loss_or_repeat(citizen: Citizen) -> None:
    citizen.ask("một")
    first = citizen.stream()
    seen = [next(first), next(first)]
    assert [event["id"] for event in seen] == [1, 2]
    with citizen.at_another_device() as other:
        other.say("hai")
    event = next(first)
    assert (event["id"], event["message"]["text"]) == (3, "hai")
    first.close()  # type: ignore[attr-defined]
    wait_for(lambda: citizen.replies(3))
    resumed = citizen.stream(after=3)
    event = next(resumed)
    assert (event["id"], event["message"]["reply_to"], event["message"]["last"]) == (4, 3, True)
    assert set(event["message"]) == FIELDS
    resumed.close()  # type: ignore[attr-defined]


def test_a_stream_ends_with_its_conversation(come: Come, url: str, rasa: FakeRasa) -> None:
    stays, goes = come(url), come(url)
    goes.ask("chào")
    seen: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(lambda: seen.extend(event["id"] for event in goes.stream()))
        wait_for(lambda: len(seen) == 2)
        assert stays.http.delete(goes.path, headers=goes.headers).status_code == 204
        reading.result(timeout=5)
    assert seen == [1, 2]


@pytest.fixture
def heartbeat_url(tmp_path: Path) -> Iterator[str]:
    """The channel alone, with a heart that beats ten times a second."""
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    world, metrics = World(Database(engine)), Metrics()
    doorbell = Doorbell(world.outbox.last_seqs)
    saying = Saying(world.inbox, doorbell.ring, metrics)
    app = FastAPI(openapi_url=None)
    store = KnowledgeStore(engine)
    limit = PerAddress(Addresses([]), 1200)
    app.include_router(WebChannel(world.conversations, saying, world.outbox, doorbell, store, limit, 0.1).router)
    with live(app) as url:
        yield url
        doorbell.close()
    engine.dispose()


def test_a_stream_shows_that_it_lives(come: Come, heartbeat_url: str) -> None:
    someone = come(heartbeat_url)
    with someone.http.stream("GET", f"{someone.path}/events", headers=someone.headers) as response:
        lines = [line for line, _ in zip(response.iter_lines(), range(6), strict=False)]
    assert lines == [": ok", ""] * 3


def test_what_is_deleted_is_gone_also_from_the_files(citizen: Citizen, folder: Path) -> None:
    secret = "số căn cước của tôi là 066099001234"
    for n in range(20):
        citizen.ask(f"{secret} {n} " + "x" * 300)
    assert citizen.http.delete(citizen.path, headers=citizen.headers).status_code == 204
    assert_problem(citizen.http.get(f"{citizen.path}/messages", headers=citizen.headers), 404)
    assert_problem(citizen.post(text="chào"), 404)
    assert_problem(citizen.http.delete(citizen.path, headers=citizen.headers), 404)
    for path in folder.glob("motcua.db*"):
        assert b"066099001234" not in path.read_bytes(), path


def test_too_many_messages_are_held_back(come: Come, tmp_path: Path, rasa_url: str) -> None:
    with front(settings_for(tmp_path, rasa_url, messages_per_minute=3)) as url:
        someone, other = come(url), come(url)
        client_id = str(uuid.uuid4())
        assert [someone.post(client_id, text="một").status_code for _ in range(5)] == [202] * 5
        assert [someone.post(text=text).status_code for text in ("hai", "ba")] == [202, 202]
        refused = someone.post(text="bốn")
        assert_problem(refused, 429)
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert other.post(text="một").status_code == 202


def test_unknown_addresses_and_methods_are_problems(citizen: Citizen) -> None:
    assert_problem(citizen.http.get("/api/nothing"), 404)
    assert_problem(citizen.http.put("/api/conversations"), 405)
    assert_problem(citizen.http.get("/static/nothing.js"), 404)

"""The worker, when Rasa or the app fails: nothing is lost, nothing is answered twice, nobody is left in silence."""

from __future__ import annotations

import datetime as dt
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.clock import world_clock
from bot.conversations.answering import GIVE_UP_AFTER
from bot.conversations.database import Database
from bot.conversations.missed import MissedQuestions
from knowledge.store.database import open_engine
from tests.bot.app_process import app_process
from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import Citizen, Come, front, settings_for, wait_for
from tests.bot.live import live
from tests.servers import held_port

SORRY = "Xin lỗi đã để anh/chị chờ."
TROUBLE = "Tôi đang trục trặc"


@pytest.fixture
def port() -> Iterator[int]:
    with held_port() as port:
        yield port


def answers(citizen: Citizen, seq: int) -> list[dict[str, Any]]:
    return [reply for reply in citizen.replies(seq) if reply["type"] == "answer"]


@pytest.mark.parametrize("fault", ["empty", "garbage", "two", "wrong"])
def test_one_unusable_answer_is_not_noticed(citizen: Citizen, rasa: FakeRasa, fault: str) -> None:
    rasa.faults = [fault]
    [reply] = citizen.ask("chào")
    assert (reply["type"], reply["last"]) == ("answer", True)
    assert rasa.texts() == ["chào", "chào"]


def test_personal_numbers_are_kept_only_until_the_answer(citizen: Citizen, rasa: FakeRasa) -> None:
    citizen.ask("cccd 012345678901 làm khai sinh cần gì")
    assert rasa.texts() == ["cccd 012345678901 làm khai sinh cần gì"]
    assert citizen.read()[0]["text"] == "cccd ••• làm khai sinh cần gì"


def test_what_rasa_could_not_answer_is_kept_for_the_editors_and_not_shown(
    citizen: Citizen, rasa: FakeRasa, folder: Path
) -> None:
    rasa.say = lambda body: [{"type": "refusal", "text": "Tôi đã ghi lại câu hỏi để bổ sung.", "reason": "no_data"}]
    rasa.besides = {"missed": {"reason": "no_data", "candidates": [{"code": "1.001193", "score": 0.4}]}}
    [reply] = citizen.ask("xin giấy phép nuôi chim yến")
    assert "missed" not in reply and "1.001193" not in str(reply)
    engine = open_engine(f"sqlite:///{folder / 'motcua.db'}")
    kept = [one for one in MissedQuestions(Database(engine)).find() if one.conversation == citizen.id]
    engine.dispose()
    assert [(one.text, one.reason, one.candidates[0].code) for one in kept] == [
        ("xin giấy phép nuôi chim yến", "no_data", "1.001193")
    ]


def test_a_server_error_is_tried_again_for_a_while(citizen: Citizen, rasa: FakeRasa) -> None:
    rasa.faults = ["error"] * 3
    [reply] = citizen.ask("chào")
    assert reply["type"] == "answer"
    assert len(rasa.asked) == 4


@pytest.mark.parametrize("fault", ["empty", "garbage"])
def test_trouble_is_told_once_and_the_answer_follows_with_an_apology(
    citizen: Citizen, rasa: FakeRasa, fault: str
) -> None:
    rasa.always = fault
    [told] = citizen.ask("khai sinh ở đâu")
    assert (told["type"], told["from"], told["last"]) == ("error", "bot", True)
    assert told["text"].startswith(TROUBLE)
    asked = len(rasa.asked)
    wait_for(lambda: len(rasa.asked) > asked + 1)
    assert citizen.replies(1) == [told]
    rasa.always = None
    wait_for(lambda: answers(citizen, 1))
    _, sorry, answer = citizen.replies(1)
    assert (sorry["type"], sorry["last"]) == ("notice", False)
    assert sorry["text"].startswith(SORRY)
    assert '"khai sinh ở đâu"' in sorry["text"] and " giờ " in sorry["text"]
    assert (answer["type"], answer["last"]) == ("answer", True)
    [next_answer] = citizen.ask("mất bao lâu")
    assert next_answer["type"] == "answer"
    assert [message["seq"] for message in citizen.read()] == list(range(1, 7))


def test_the_apology_quotes_no_personal_number(citizen: Citizen, rasa: FakeRasa) -> None:
    rasa.always = "empty"
    citizen.ask("cccd 012345678901 làm khai sinh cần gì")
    rasa.always = None
    wait_for(lambda: answers(citizen, 1))
    assert '"cccd ••• làm khai sinh cần gì"' in citizen.replies(1)[1]["text"]


def test_every_message_that_waits_is_told_of_trouble_and_answered_in_order(citizen: Citizen, rasa: FakeRasa) -> None:
    rasa.always = "empty"
    seqs = [citizen.say(text)["seq"] for text in ("một", "hai", "ba")]
    wait_for(lambda: all(citizen.replies(seq) for seq in seqs))
    rasa.always = None
    wait_for(lambda: all(answers(citizen, seq) for seq in seqs))
    answered = [message["reply_to"] for message in citizen.read() if message["type"] == "answer"]
    assert answered == seqs
    assert all([reply["type"] for reply in citizen.replies(seq)] == ["error", "notice", "answer"] for seq in seqs)


def test_what_rasa_never_answers_is_given_up_and_holds_up_nothing_else(
    come: Come, tmp_path: Path, rasa_url: str, rasa: FakeRasa
) -> None:
    passed = dt.timedelta()
    rasa.poison = "độc"
    with front(settings_for(tmp_path, rasa_url), clock=lambda: world_clock() + passed) as url:
        someone = come(url)
        poison, behind = someone.say("độc")["seq"], someone.say("khai sinh")["seq"]
        wait_for(lambda: someone.replies(poison) and someone.replies(behind))
        assert not answers(someone, behind)
        passed = GIVE_UP_AFTER
        wait_for(lambda: answers(someone, behind))
        told, given_up = someone.replies(poison)
    assert (told["type"], given_up["type"], given_up["last"]) == ("error", "error", True)
    assert "câu này tôi chưa trả lời được" in given_up["text"]


def test_rasa_away_for_a_second_is_not_noticed(come: Come, tmp_path: Path, port: int) -> None:
    rasa = FakeRasa()
    with front(settings_for(tmp_path, f"http://127.0.0.1:{port}")) as url:
        someone = come(url)
        seq = someone.say("chào")["seq"]
        time.sleep(1)
        with live(rasa.app(), port):
            [reply] = wait_for(lambda: someone.replies(seq))
    assert reply["type"] == "answer"


def test_rasa_away_for_longer_is_told_and_made_good(come: Come, tmp_path: Path, port: int) -> None:
    rasa = FakeRasa()
    with front(settings_for(tmp_path, f"http://127.0.0.1:{port}")) as url:
        first, second = come(url), come(url)
        first.say("một")
        [told] = wait_for(lambda: first.replies(1))
        assert told["text"].startswith(TROUBLE)
        began = time.monotonic()
        second.say("hai")
        assert wait_for(lambda: second.replies(1))[0]["text"].startswith(TROUBLE)
        assert time.monotonic() - began < 3, "who comes while Rasa is known to be down hears of it at once"
        with live(rasa.app(), port):
            for someone in (first, second):
                wait_for(lambda s=someone: answers(s, 1))  # type: ignore[misc]
    assert sorted(rasa.texts()) == ["hai", "một"]


def test_a_slow_rasa_holds_up_nobody_else(come: Come, url: str, rasa: FakeRasa) -> None:
    rasa.slow_s = 1.0
    people = [come(url) for _ in range(6)]
    began = time.monotonic()
    for someone in people:
        someone.say("chào")
    for someone in people:
        wait_for(lambda s=someone: answers(s, 1))  # type: ignore[misc]
    assert time.monotonic() - began < 4


def test_after_a_kill_every_stored_message_is_answered_once(come: Come, tmp_path: Path, port: int) -> None:
    rasa = FakeRasa(slow_s=0.3)
    with live(rasa.app()) as rasa_url:
        with app_process(tmp_path, port, rasa_url) as process:
            people = [come(f"http://127.0.0.1:{port}") for _ in range(4)]
            for someone in people:
                for n in range(5):
                    someone.say(f"câu {n}")
            wait_for(lambda: len(rasa.asked) >= 5)
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert len(rasa.asked) < 20
        rasa.slow_s = 0.0
        with app_process(tmp_path, port, rasa_url):
            for someone in people:
                messages = wait_for(lambda s=someone: m if len(m := s.read()) >= 10 else None)  # type: ignore[misc]
                assert [message["seq"] for message in messages] == list(range(1, 11))
                answered = [message["reply_to"] for message in messages if message["from"] == "bot"]
                assert answered == [1, 2, 3, 4, 5]


def test_at_its_end_the_app_ends_streams_and_gives_back_what_it_held(come: Come, tmp_path: Path, port: int) -> None:
    rasa = FakeRasa()
    with live(rasa.app()) as rasa_url, ThreadPoolExecutor(1) as pool:
        with app_process(tmp_path, port, rasa_url) as process:
            someone = come(f"http://127.0.0.1:{port}")
            someone.ask("chào")
            seen: list[int] = []
            reading = pool.submit(lambda: seen.extend(event["id"] for event in someone.stream()))
            wait_for(lambda: len(seen) == 2)
            rasa.slow_s = 5.0
            someone_else = come(f"http://127.0.0.1:{port}")
            someone_else.say("chờ")
            wait_for(lambda: rasa.at_work)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=10) == -signal.SIGTERM or process.returncode == 0
            assert time.monotonic() - began < 3
            reading.result(timeout=1)
            assert seen == [1, 2]
        rasa.slow_s = 0.0
        began = time.monotonic()
        with app_process(tmp_path, port, rasa_url):
            wait_for(lambda: answers(someone_else, 1), within_s=2)
        log = (tmp_path / f"app-{port}.log").read_text()
    assert "Traceback" not in log
    assert "chào" not in log and "chờ" not in log


@pytest.mark.postgres
def test_two_apps_on_one_postgresql_share_the_work(
    come: Come, tmp_path: Path, postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rasa = FakeRasa(slow_s=0.05)
    with live(rasa.app()) as rasa_url, ExitStack() as stack:
        folders = [tmp_path, tmp_path_factory.mktemp("second")]
        urls = [stack.enter_context(front(settings_for(folder, rasa_url, postgres_url))) for folder in folders]
        people = [come(urls[n % 2]) for n in range(6)]
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda someone: [someone.say(f"câu {n}") for n in range(6)], people))
        for number, someone in enumerate(people):
            with someone.at_another_device(urls[(number + 1) % 2]) as other:
                messages = wait_for(lambda o=other: m if len(m := o.read()) >= 12 else None)  # type: ignore[misc]
            assert [message["seq"] for message in messages] == list(range(1, 13))
            answered = [message["reply_to"] for message in messages if message["from"] == "bot"]
            assert len(answered) == 6 and answered == sorted(answered)
    assert rasa.most_of_one == 1
    assert len(rasa.asked) == 36


@pytest.mark.postgres
def test_a_stream_hears_what_another_process_says(come: Come, tmp_path: Path, postgres_url: str) -> None:
    rasa = FakeRasa()
    with live(rasa.app()) as rasa_url, ExitStack() as stack:
        one, two = [
            stack.enter_context(front(settings_for(tmp_path / name, rasa_url, postgres_url))) for name in ("a", "b")
        ]
        someone = come(one)
        with someone.at_another_device(two) as other:
            events = someone.stream()
            other.say("từ máy kia\u2028")
            assert [next(events)["id"], next(events)["id"]] == [1, 2]
            events.close()  # type: ignore[attr-defined]

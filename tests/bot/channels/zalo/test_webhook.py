"""What Zalo tells us is kept, acknowledged, and done once."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.settings import Settings
from bot.web.texts import Texts
from tests.bot.channels.zalo.conftest import Office
from tests.bot.channels.zalo.events import PATH, moved_event, now_ms, post, sent_event, signed, text_event
from tests.bot.channels.zalo.fake_zalo import FakeZalo
from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import front, wait_for
from tests.bot.problems import assert_problem

KINDS = Texts.load().said.kinds


def test_what_is_written_is_answered_on_zalo(http: httpx.Client, authorised: Office, zalo: FakeZalo) -> None:
    assert post(http, text_event("Khai sinh cần gì?")).status_code == 200
    wait_for(lambda: zalo.sent)
    person, message, _ = zalo.sent[0]
    assert person == "lan"
    assert message["text"] == "Anh/chị hỏi: Khai sinh cần gì?"
    buttons = message["attachment"]["payload"]["buttons"]
    assert buttons[0] == {"title": "Mất bao lâu?", "type": "oa.query.show", "payload": "Mất bao lâu?"}
    assert buttons[1]["type"] == "oa.open.url"
    assert "aspects" not in message


def test_the_same_event_again_is_handled_once(
    http: httpx.Client, authorised: Office, zalo: FakeZalo, rasa: FakeRasa
) -> None:
    event = text_event("Khai sinh cần gì?", msg_id="x" * 80)
    other = text_event("Còn lệ phí?", person="minh", msg_id="x" * 80)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: post(http, one), [event] * 8 + [other]))
    assert {answer.status_code for answer in answers} == {200}
    wait_for(lambda: len(zalo.sent) == 2)
    assert post(http, {**event, "timestamp": now_ms()}).status_code == 200
    post(http, text_event("xong", person="lan"))
    wait_for(lambda: len(zalo.texts("lan")) == 2)
    assert sorted(rasa.texts()) == ["Còn lệ phí?", "Khai sinh cần gì?", "xong"]


def test_what_one_writes_is_answered_in_order(http: httpx.Client, authorised: Office, zalo: FakeZalo) -> None:
    said = [f"câu {n}" for n in range(6)]
    for text in said:
        post(http, text_event(text))
    wait_for(lambda: len(zalo.sent) == 6)
    assert zalo.texts("lan") == [f"Anh/chị hỏi: {text}" for text in said]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("user_send_image", "picture"),
        ("user_send_audio", "voice"),
        ("user_send_video", "video"),
        ("user_send_file", "file"),
        ("user_send_link", "link"),
        ("user_send_sticker", "sticker"),
        ("user_send_gif", "sticker"),
        ("user_send_location", "place"),
        ("user_send_business_card", "card"),
    ],
)
def test_what_is_no_text_gets_a_kind_word_and_a_way_to_a_person(
    http: httpx.Client, authorised: Office, zalo: FakeZalo, rasa: FakeRasa, name: str, kind: str
) -> None:
    # Nobody listens there: whoever would fetch it would be seen to fail.
    assert post(http, sent_event(name, url="http://127.0.0.1:9/x.jpg")).status_code == 200
    wait_for(lambda: zalo.sent)
    message = zalo.sent[0][1]
    assert message["text"] == KINDS[kind]  # type: ignore[index]
    assert message["attachment"]["payload"]["buttons"][0]["payload"] == "gặp cán bộ"
    assert rasa.asked == []


def test_what_is_written_beside_a_picture_is_answered_too(
    http: httpx.Client, authorised: Office, zalo: FakeZalo
) -> None:
    post(http, sent_event("user_send_image", text="Giấy này nộp ở đâu?", url="http://127.0.0.1:9/x.jpg"))
    wait_for(lambda: len(zalo.sent) == 2)
    assert zalo.texts("lan") == [KINDS["picture"], "Anh/chị hỏi: Giấy này nộp ở đâu?"]


def test_what_is_too_long_or_empty_is_not_met_with_silence(
    http: httpx.Client, authorised: Office, zalo: FakeZalo
) -> None:
    post(http, text_event("a" * 2001))
    empty = text_event("\u200b \ud83d", person="minh")
    assert post(http, empty, json.dumps(empty).encode()).status_code == 200
    wait_for(lambda: len(zalo.sent) == 2)
    assert zalo.texts("lan") == [KINDS["too_long"]]
    assert zalo.texts("minh") == [KINDS["other"]]


def test_who_writes_too_much_is_told_so_once(
    settings: Settings, authorised: Office, zalo: FakeZalo, rasa: FakeRasa
) -> None:
    few = settings.model_copy(update={"messages_per_minute": 3})
    with front(few) as url, httpx.Client(base_url=url, timeout=20, trust_env=False) as http:
        for n in range(6):
            post(http, text_event(f"câu {n}"))
        wait_for(lambda: len(zalo.sent) == 4)
        post(http, text_event("khác", person="minh"))
        wait_for(lambda: zalo.texts("minh"))
    assert zalo.texts("lan")[3:] == [KINDS["too_many"]]
    assert len(rasa.asked) == 4


@pytest.mark.parametrize("name", ["oa_send_text", "user_received_message", "user_seen_message", "user_submit_info"])
def test_what_needs_nothing_is_acknowledged_and_counted(
    http: httpx.Client, authorised: Office, zalo: FakeZalo, name: str
) -> None:
    assert post(http, {**text_event("Chào"), "event_name": name}).status_code == 200
    assert post(http, {**text_event("Chào"), "event_name": "of_next_year"}).status_code == 200
    counted = http.get("/metrics").text
    assert f'motcua_events_total{{channel="zalo",event="{name}"}} 1.0' in counted
    assert 'motcua_events_total{channel="zalo",event="unknown"} 1.0' in counted
    post(http, text_event("thật"))
    wait_for(lambda: zalo.sent)
    assert authorised.heard() == ["thật"]


def test_an_event_of_another_account_is_not_ours(http: httpx.Client, authorised: Office, zalo: FakeZalo) -> None:
    assert post(http, text_event("Chào", recipient={"id": "another"})).status_code == 200
    post(http, text_event("thật"))
    wait_for(lambda: zalo.sent)
    assert authorised.heard() == ["thật"]


def test_who_leaves_is_not_written_to_until_they_write(http: httpx.Client, office: Office, zalo: FakeZalo) -> None:
    post(http, text_event("một"))
    wait_for(lambda: office.states() and office.states()[0][1] == "no tokens")
    post(http, moved_event("unfollow"))
    wait_for(lambda: office.states()[0] == ("failed", "unfollowed"))
    office.authorise(zalo.access, zalo.refresh)
    post(http, text_event("hai"))
    wait_for(lambda: zalo.sent)
    assert zalo.texts("lan") == ["Anh/chị hỏi: hai"]


def test_forged_and_stale_events_are_refused_and_change_nothing(http: httpx.Client, office: Office) -> None:
    event = text_event("giả")
    body = json.dumps(event).encode()
    assert_problem(http.post(PATH, content=body), 401)
    assert_problem(http.post(PATH, content=body, headers={"X-ZEvent-Signature": signed(body, "1")}), 401)
    old = text_event("cũ", timestamp=str(int((time.time() - 4 * 3600) * 1000)))
    assert assert_problem(post(http, old), 401)["type"].endswith("stale_event")
    assert_problem(http.post(PATH, content=b" " * 300_000), 413)
    assert office.heard() == []


def test_where_the_channel_is_off_it_says_so(url: str) -> None:
    with httpx.Client(base_url=url, trust_env=False) as http:
        problem = assert_problem(post(http, text_event("Chào")), 404)
    assert "MOTCUA_ZALO_APP_ID" in problem["detail"] and "MOTCUA_ZALO_APP_SECRET" in problem["detail"]


def test_a_burst_is_kept_whole_and_acknowledged_whatever_rasa_does(
    http: httpx.Client, authorised: Office, rasa: FakeRasa
) -> None:
    rasa.slow_s = 0.5
    people = [f"người {n}" for n in range(60)]
    ascii_people = [f"p{n}" for n in range(60)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda person: post(http, text_event("chào", person)), ascii_people))
        strange = list(pool.map(lambda person: post(http, text_event("chào", person)), people))
    assert {answer.status_code for answer in answers + strange} == {200}
    wait_for(lambda: all(authorised.heard(person) == ["chào"] for person in ascii_people))

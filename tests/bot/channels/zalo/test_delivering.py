"""Whatever Zalo answers, a reply arrives, waits or is given up for a reason that an operator can read."""

from __future__ import annotations

import datetime as dt

import httpx
import pytest

from bot.channels.zalo.tables import person, token
from bot.clock import world_clock
from bot.settings import Settings
from bot.web.texts import Texts
from tests.bot.channels.zalo.conftest import Office
from tests.bot.channels.zalo.events import post, text_event
from tests.bot.channels.zalo.fake_zalo import FakeZalo
from tests.bot.fake_rasa import FakeRasa, echo
from tests.bot.front import front, wait_for

SENT = ("sent", None)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("-213", "zalo -213: not followed"),
        ("-230", "zalo -230: outside of the window"),
        ("-201", "zalo -201: bad parameter"),
        ("-219", "zalo -219: app disabled"),
        ("-223", "zalo -223: not granted to the app"),
        ("-9999", "zalo -9999"),
    ],
)
def test_what_zalo_will_not_take_is_given_up_with_its_reason(
    http: httpx.Client, authorised: Office, zalo: FakeZalo, code: str, reason: str
) -> None:
    zalo.faults["lan"] = [code]
    post(http, text_event("một"))
    wait_for(lambda: authorised.states() == [("failed", reason)])
    post(http, text_event("hai"))
    wait_for(lambda: authorised.states() == [("failed", reason), SENT])
    assert zalo.texts("lan") == ["Anh/chị hỏi: hai"]


@pytest.mark.parametrize("fault", ["-32", "429", "500", "html"])
def test_what_can_pass_is_tried_again(http: httpx.Client, authorised: Office, zalo: FakeZalo, fault: str) -> None:
    zalo.faults["lan"] = [fault]
    post(http, text_event("một"))
    wait_for(lambda: authorised.states() == [SENT])
    assert zalo.texts("lan") == ["Anh/chị hỏi: một"]


def test_where_the_answer_was_cut_it_is_sent_again(http: httpx.Client, authorised: Office, zalo: FakeZalo) -> None:
    zalo.faults["lan"] = ["cut"]
    post(http, text_event("một"))
    wait_for(lambda: authorised.states() == [SENT])
    assert zalo.texts("lan") == ["Anh/chị hỏi: một"] * 2


@pytest.mark.parametrize("code", ["-216", "-220"])
def test_a_token_that_is_refused_is_renewed_once_and_the_reply_sent(
    http: httpx.Client, office: Office, zalo: FakeZalo, code: str
) -> None:
    old = world_clock() - dt.timedelta(minutes=5)
    office.authorise(zalo.access, zalo.refresh)
    make_older(office, old)
    zalo.faults["lan"] = [code]
    post(http, text_event("một"))
    wait_for(lambda: office.states() == [SENT])
    assert zalo.refreshes == ["refresh-1"]
    assert zalo.texts("lan") == ["Anh/chị hỏi: một"]


def make_older(office: Office, obtained_at: dt.datetime) -> None:
    with office.database.writing() as connection:
        connection.execute(token.update().values(obtained_at=obtained_at))


def test_a_long_answer_comes_in_parts_and_each_once(
    http: httpx.Client, authorised: Office, zalo: FakeZalo, rasa: FakeRasa
) -> None:
    lines = [f"{n}. Tờ khai theo mẫu số {n} ban hành kèm theo thông tư" for n in range(1, 121)]
    rasa.say = lambda body: [{**echo(body)[0], "text": "\n".join(lines)}]
    zalo.faults["lan"] = ["200", "500", "200"]
    post(http, text_event("một"))
    wait_for(lambda: authorised.states() == [SENT])
    said = zalo.texts("lan")
    assert len(said) == 4
    assert "\n".join(said).splitlines() == lines


def test_one_who_is_blocked_delays_nobody(http: httpx.Client, authorised: Office, zalo: FakeZalo) -> None:
    zalo.faults["lan"] = ["hang"] * 9
    post(http, text_event("một"))
    wait_for(lambda: zalo.texts("lan"))
    others = [f"p{n}" for n in range(12)]
    for one in others:
        post(http, text_event("chào", one))
    wait_for(lambda: all(authorised.states(one) == [SENT] for one in others), within_s=8)
    assert authorised.states() == [("waiting", None)]


def test_no_more_than_so_many_are_sent_a_second(settings: Settings, authorised: Office, zalo: FakeZalo) -> None:
    slow = settings.model_copy(update={"zalo_sends_per_second": 10.0})
    people = [f"p{n}" for n in range(12)]
    with front(slow) as url, httpx.Client(base_url=url, timeout=20, trust_env=False) as http:
        for one in people:
            post(http, text_event("chào", one))
        wait_for(lambda: len(zalo.sent) == 12)
    at = sorted(second for _, _, second in zalo.sent)
    assert at[-1] - at[0] > 11 / 10 * 0.8, "a second has ten moments"


def test_after_eight_free_replies_the_next_waits_for_the_person(
    settings: Settings, authorised: Office, zalo: FakeZalo, rasa: FakeRasa
) -> None:
    few = settings.model_copy(update={"zalo_free_replies": 2})
    rasa.say = lambda body: [{**echo(body)[0], "text": "Một dòng của câu trả lời.\n" * 200}]
    with front(few) as url, httpx.Client(base_url=url, timeout=20, trust_env=False) as http:
        post(http, text_event("một"))
        wait_for(lambda: authorised.states() == [("waiting", "free replies are used up")])
        assert len(zalo.sent) == 2
        assert zalo.texts("lan")[1].endswith(Texts.load().said.more_follows)
        assert not zalo.texts("lan")[0].endswith(Texts.load().said.more_follows)
        rasa.say = echo
        post(http, text_event("tiếp"))
        wait_for(lambda: authorised.states() == [SENT, SENT])
    assert len(zalo.sent) == 4
    assert zalo.texts("lan")[3] == "Anh/chị hỏi: tiếp"


def test_outside_of_the_window_nothing_is_sent(http: httpx.Client, office: Office, zalo: FakeZalo) -> None:
    post(http, text_event("một"))
    wait_for(lambda: office.states() and office.states()[0][1] == "no tokens")
    with office.database.writing() as connection:
        connection.execute(person.update().values(heard_at=world_clock() - dt.timedelta(hours=48)))
    office.authorise(zalo.access, zalo.refresh)
    office.deliveries.hurry("zalo")
    wait_for(lambda: office.states() == [("failed", "window is over")])
    assert zalo.sent == []


def test_zalo_that_is_late_holds_nobody_up(http: httpx.Client, authorised: Office, zalo: FakeZalo) -> None:
    zalo.late_s, zalo.faults["lan"] = 1.0, ["late"]
    post(http, text_event("một"))
    wait_for(lambda: authorised.states() == [SENT])
    assert zalo.texts("lan") == ["Anh/chị hỏi: một"]

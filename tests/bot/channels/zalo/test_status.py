"""Whoever operates the channel sees that it cannot send, and why."""

from __future__ import annotations

import httpx
import pytest

from bot.channels.zalo.status import status_of
from bot.clock import world_clock
from bot.conversations.deliveries import FailedDeliveries
from bot.running.doctor import check_channels
from bot.settings import Settings
from tests.bot.channels.zalo.conftest import Office
from tests.bot.channels.zalo.events import post, text_event
from tests.bot.channels.zalo.fake_zalo import FakeZalo
from tests.bot.front import wait_for


def test_messages_wait_for_an_admin_and_go_out_when_one_came(
    http: httpx.Client, office: Office, zalo: FakeZalo
) -> None:
    post(http, text_event("một"))
    wait_for(lambda: office.states() == [("waiting", "no tokens")])
    assert http.get("/readyz").json()["parts"]["zalo"] == "down"
    assert http.get("/readyz").status_code == 200, "everything else works"
    counted = http.get("/metrics").text
    assert 'motcua_channel_authorised{channel="zalo"} 0.0' in counted
    assert 'motcua_unsent_replies{channel="zalo"} 1.0' in counted
    office.authorise(zalo.access, zalo.refresh)
    office.deliveries.hurry("zalo")
    wait_for(lambda: office.states() == [("sent", None)])
    assert http.get("/readyz").json()["parts"]["zalo"] == "ok"


def test_what_was_given_up_is_counted_by_reason(http: httpx.Client, authorised: Office, zalo: FakeZalo) -> None:
    for person, code in (("lan", "-213"), ("minh", "-213"), ("hoa", "-201")):
        zalo.faults[person] = [code]
        post(http, text_event("một", person))
    wait_for(lambda: sum(failed.count for failed in authorised.deliveries.failed("zalo")) == 3)
    assert authorised.deliveries.failed("zalo") == [
        FailedDeliveries("zalo -213: not followed", 2),
        FailedDeliveries("zalo -201: bad parameter", 1),
    ]
    assert status_of(authorised.tokens, authorised.deliveries, world_clock).queued == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_doctor_says_what_to_do(settings: Settings, office: Office) -> None:
    def check() -> tuple[bool, str | None]:
        (found,) = check_channels(settings)
        return found.is_fine, found.mend

    assert check() == (False, "motcua zalo authorize")
    office.authorise("a", "r")
    assert check() == (True, None)

"""Only what Zalo signed, byte for byte and lately, is believed."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata

import pytest

from bot.channels.zalo.signature import Forged, Signature, Stale
from tests.bot.channels.zalo.events import APP_ID, OA_SECRET, signed, text_event

NOW = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
STAMP = str(int(NOW.timestamp() * 1000))
EVENT = text_event("Làm khai sinh", msg_id="1", timestamp=STAMP)


def signature(oldest_s: int | None = 3600, now: dt.datetime = NOW) -> Signature:
    oldest = dt.timedelta(seconds=oldest_s) if oldest_s else None
    return Signature(APP_ID, OA_SECRET, oldest, lambda: now)


BODIES = {
    "plain": json.dumps(EVENT, ensure_ascii=False),
    "escaped": json.dumps(EVENT, ensure_ascii=True),
    "slashes": json.dumps(EVENT).replace("app-lan", "app\\/lan"),
    "spaced": "\r\n " + json.dumps(EVENT, indent=4) + "\n",
    "tight": json.dumps(EVENT, separators=(",", ":")),
    "reordered": json.dumps(dict(reversed(EVENT.items()))),
    "NFD": unicodedata.normalize("NFD", json.dumps(EVENT, ensure_ascii=False)),
}


@pytest.mark.parametrize("name", BODIES)
def test_the_body_is_signed_as_it_arrived(name: str) -> None:
    body = BODIES[name].encode()
    assert signature().event(body, signed(body, STAMP))["message"]["msg_id"] == "1"
    assert signature().event(body, signed(body, STAMP).removeprefix("mac="))["message"]["msg_id"] == "1"
    with pytest.raises(Forged):
        signature().event(body + b" ", signed(body, STAMP))


BODY = BODIES["plain"].encode()


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "mac=",
        "mac=mac=" + signed(BODY, STAMP)[4:],
        "sha256=" + signed(BODY, STAMP)[4:],
        signed(BODY, STAMP)[:-1],
        signed(BODY, STAMP) + "0",
        "MAC=" + signed(BODY, STAMP)[4:],
        signed(BODY, STAMP, secret="app-secret"),
        signed(BODY, STAMP, app_id="oa"),
        "mac=ữ",
    ],
)
def test_nothing_else_is_believed(header: str | None) -> None:
    with pytest.raises(Forged):
        signature().event(BODY, header)


def test_an_event_of_another_app_is_not_ours_even_where_the_secret_fits() -> None:
    body = json.dumps({**EVENT, "app_id": "other"}).encode()
    with pytest.raises(Forged):
        signature().event(body, signed(body, STAMP, app_id="other"))


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"app_id": "app"}', b"[" * 100_000])
def test_what_is_no_event_is_refused(body: bytes) -> None:
    with pytest.raises(Forged):
        signature().event(body, signed(body, ""))


def test_a_timestamp_may_be_a_number() -> None:
    body = json.dumps({**EVENT, "timestamp": int(STAMP)}).encode()
    assert signature().event(body, signed(body, STAMP))


def test_old_events_are_refused_by_the_setting() -> None:
    header = signed(BODY, STAMP)
    late = NOW + dt.timedelta(seconds=3601)
    with pytest.raises(Stale):
        signature(3600, late).event(BODY, header)
    assert signature(3602, late).event(BODY, header)
    assert signature(None, late).event(BODY, header)

"""A pair is taken only where it is one; every error is told apart from an answer that was lost."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.channels.zalo.oauth import Application, OAuth, Refused, Unclear, Verifier, pair_of
from tests.bot.channels.zalo.fake_zalo import OAUTH_ERRORS

NOW = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
PAIR = {"access_token": "a", "refresh_token": "r"}


def answer(status: int, said: Any) -> httpx.Response:
    return httpx.Response(status, content=said if isinstance(said, bytes) else json.dumps(said).encode())


@pytest.mark.parametrize("status", [200, 400, 401])
@pytest.mark.parametrize("form", OAUTH_ERRORS)
def test_an_error_in_any_form_and_with_any_status_is_a_refusal(form: str, status: int) -> None:
    with pytest.raises(Refused, match="used"):
        pair_of(answer(status, {**PAIR, **OAUTH_ERRORS[form]}), NOW)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (200, b"<html>gateway</html>"),
        (200, b""),
        (502, b"<html>"),
        (500, {"error": -1}),
        (429, {"error": -32}),
        (200, []),
        (200, {"access_token": "a"}),
        (200, {"access_token": "a", "refresh_token": ""}),
        (200, {"access_token": "a", "refresh_token": None}),
        (200, {"access_token": 1, "refresh_token": "r"}),
        (200, {"access_token": "a\nb", "refresh_token": "r"}),
        (503, PAIR),
    ],
)
def test_what_is_no_pair_and_no_error_is_unclear(status: int, said: Any) -> None:
    with pytest.raises(Unclear):
        pair_of(answer(status, said), NOW)


@pytest.mark.parametrize(
    ("lasts", "seconds"), [("3600", 3600), (3600, 3600), (None, 90_000), ("x", 90_000), (-1, 90_000)]
)
def test_how_long_a_token_lasts_may_be_a_text_or_missing(lasts: Any, seconds: int) -> None:
    pair = pair_of(answer(200, {**PAIR, "expires_in": lasts, "error": 0}), NOW)
    assert pair.access_expires == NOW + dt.timedelta(seconds=seconds)
    assert pair.refresh_expires == NOW + dt.timedelta(days=90)
    assert "'a'" not in repr(pair) and "'r'" not in repr(pair)


def test_an_admin_is_led_to_zalo_with_a_challenge_that_only_the_verifier_answers() -> None:
    verifier = Verifier.make()
    oauth = OAuth(Application("app", "s", "https://oauth.test"), httpx.AsyncClient(), lambda: NOW)
    url = urlsplit(oauth.permission_url(verifier, "https://motcua.test/x?y=1"))
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    digest = hashlib.sha256(verifier.code_verifier.encode()).digest()
    assert (url.netloc, url.path) == ("oauth.test", "/v4/oa/permission")
    assert query["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert query["redirect_uri"] == "https://motcua.test/x?y=1"
    assert (query["app_id"], query["state"]) == ("app", verifier.state)
    assert 43 <= len(verifier.code_verifier) <= 128

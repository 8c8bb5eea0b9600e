"""Zalo's address for messages, and what its answers mean."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import httpx

from bot.channels.channel import NotDelivered, Undeliverable

TOKEN_REFUSED = frozenset((-216, -220))
TOO_MANY = -32
# What we know of the codes, for who reads why a reply was given up.
MEANINGS = {
    -201: "bad parameter",
    -213: "not followed",
    -216: "access token invalid",
    -219: "app disabled",
    -220: "access token expired",
    -223: "not granted to the app",
    -230: "outside of the window",
    -32: "too many requests",
}
WAIT_WHEN_TOO_MANY = dt.timedelta(seconds=2)
LONGEST_WAIT = dt.timedelta(minutes=10)


class TokenRefused(Exception):
    """The access token is not good any more."""


class TooManyRequests(NotDelivered):
    """The account sends too fast; it concerns every send."""

    retry_after: dt.timedelta


class ZaloApi:
    """Sends messages."""

    def __init__(self, url: str, http: httpx.AsyncClient) -> None:
        """Take the host's address, and a client that the caller closes."""
        self._url = f"{url}/v3.0/oa/message/cs"
        self._http = http

    async def send(self, access_token: str, person: str, message: dict[str, Any]) -> None:
        """Send one message to a person.

        Raises:
            TokenRefused: the token is not good any more.
            TooManyRequests: all must wait.
            NotDelivered: it should be tried again; perhaps it has arrived.
            Undeliverable: Zalo will not take it.
        """
        body = {"recipient": {"user_id": person}, "message": message}
        headers = {"access_token": access_token}
        try:
            answer = await self._http.post(self._url, json=body, headers=headers, timeout=None)
        except httpx.HTTPError as error:
            raise NotDelivered(type(error).__name__) from error
        _check(answer)


def _check(answer: httpx.Response) -> None:
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise TooManyRequests("HTTP 429", _retry_after(answer))
    code = _code(answer)
    if code == 0 and answer.is_success:
        return
    if answer.is_server_error or code is None or code == 0:
        # A page of a proxy, or a fault of theirs: of the message itself it says nothing.
        raise NotDelivered(f"HTTP {answer.status_code}" + ("" if answer.is_error else ", unreadable"))
    if code in TOKEN_REFUSED:
        raise TokenRefused(_reason(code))
    if code == TOO_MANY:
        raise TooManyRequests(_reason(code), WAIT_WHEN_TOO_MANY)
    raise Undeliverable(_reason(code))


def _code(answer: httpx.Response) -> int | None:
    """Read ``error``; None where there is no such number."""
    try:
        said = json.loads(answer.content)
    except ValueError:
        return None
    code = said.get("error") if isinstance(said, dict) else None
    if isinstance(code, str) and code.removeprefix("-").isdecimal():
        code = int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _reason(code: int) -> str:
    meaning = MEANINGS.get(code)
    return f"zalo {code}: {meaning}" if meaning else f"zalo {code}"


def _retry_after(answer: httpx.Response) -> dt.timedelta:
    given = answer.headers.get("Retry-After", "")
    if not given.isdecimal():
        return WAIT_WHEN_TOO_MANY
    return min(dt.timedelta(seconds=int(given)), LONGEST_WAIT)

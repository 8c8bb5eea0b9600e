"""Zalo's address for tokens: a new pair for a refresh token or for an admin's code."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.channels.zalo.token_store import ACCESS_LASTS, REFRESH_LASTS, Pair
from bot.clock import Clock

# A token of the newer bot platform: the bot's number, a colon, its secret.
BOT_PLATFORM = re.compile(r"\d+:\S+")


class Refused(Exception):
    """Zalo answered, and gives no pair; says why, without a secret."""


class Unclear(Exception):
    """There was no answer, or none that can be read: whether the refresh token is used up, nobody knows."""


@dataclass(frozen=True)
class Application:
    """The app at Zalo that sends for the account."""

    app_id: str
    secret: str
    oauth_url: str


@dataclass(frozen=True)
class Verifier:
    """What proves that a code is redeemed by who asked for it (PKCE), and that an answer belongs to its question."""

    code_verifier: str
    state: str

    @classmethod
    def make(cls) -> Verifier:
        """Give one that nobody can guess."""
        return cls(secrets.token_urlsafe(48), secrets.token_urlsafe(16))

    @property
    def challenge(self) -> str:
        """What of the verifier is shown beforehand (S256)."""
        digest = hashlib.sha256(self.code_verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


class OAuth:
    """Asks for pairs of tokens."""

    def __init__(self, application: Application, http: httpx.AsyncClient, clock: Clock, limit_s: float = 60.0) -> None:
        """Take the app, a client that the caller closes, the clock, and the seconds that one request may take."""
        self._application = application
        self._http = http
        self._clock = clock
        self.limit_s = limit_s

    def permission_url(self, verifier: Verifier, redirect_uri: str) -> str:
        """Give the address at which the account's admin agrees."""
        query = {
            "app_id": self._application.app_id,
            "redirect_uri": redirect_uri,
            "code_challenge": verifier.challenge,
            "state": verifier.state,
        }
        return f"{self._application.oauth_url}/v4/oa/permission?{urlencode(query)}"

    async def redeem(self, code: str, verifier: Verifier) -> Pair:
        """Give the pair for an admin's code.

        Raises:
            Refused: Zalo gives none.
            Unclear: nobody knows.
        """
        return await self._ask(code=code, code_verifier=verifier.code_verifier, grant_type="authorization_code")

    async def renew(self, refresh_token: str) -> Pair:
        """Give the pair for a refresh token, which is used up by it.

        Raises:
            Refused: Zalo gives none.
            Unclear: nobody knows.
        """
        return await self._ask(refresh_token=refresh_token, grant_type="refresh_token")

    async def _ask(self, **form: str) -> Pair:
        url = f"{self._application.oauth_url}/v4/oa/access_token"
        data = {**form, "app_id": self._application.app_id}
        headers = {"secret_key": self._application.secret}
        try:
            async with asyncio.timeout(self.limit_s):
                answer = await self._http.post(url, data=data, headers=headers, timeout=None)
        except (httpx.HTTPError, TimeoutError) as error:
            raise Unclear(type(error).__name__) from error
        return pair_of(answer, self._clock())


def pair_of(answer: httpx.Response, now: dt.datetime) -> Pair:
    """Read an answer: a pair only where it is whole, whatever the status says.

    Raises:
        Refused: it is an error in one of Zalo's forms: a number, a name, or an object, under ``error``.
        Unclear: it is anything else, such as a page of a proxy.
    """
    try:
        said = json.loads(answer.content)
    except ValueError as error:
        raise Unclear(f"HTTP {answer.status_code}, not JSON") from error
    if not isinstance(said, dict):
        raise Unclear(f"HTTP {answer.status_code}, no object")
    if said.get("error") or said.get("error_code"):
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
            raise Unclear(f"HTTP {answer.status_code}")
        raise Refused(_error_in(said))
    access, refresh = said.get("access_token"), said.get("refresh_token")
    if not answer.is_success or not _is_token(access) or not _is_token(refresh):
        raise Unclear(f"HTTP {answer.status_code}, no pair")
    access_lasts = _lasts(said.get("expires_in"), ACCESS_LASTS)
    refresh_lasts = _lasts(said.get("refresh_token_expires_in"), REFRESH_LASTS)
    return Pair(str(access), str(refresh), now + access_lasts, now + refresh_lasts)


def _is_token(value: object) -> bool:
    return isinstance(value, str) and bool(value) and value.isascii() and value.isprintable()


def _lasts(seconds: Any, otherwise: dt.timedelta) -> dt.timedelta:
    """Read a number of seconds, which Zalo writes as a text."""
    try:
        return dt.timedelta(seconds=int(seconds)) if int(seconds) > 0 else otherwise
    except (TypeError, ValueError, OverflowError):
        return otherwise


def _error_in(said: Mapping[str, Any]) -> str:
    """Give what an error says, in whichever of its forms."""
    error = said.get("error") or said.get("error_code")
    if isinstance(error, Mapping):
        said, error = error, error.get("code")
    told = [error, *(said.get(name) for name in ("error_name", "error_description", "error_reason", "message"))]
    return "; ".join(str(one) for one in told if isinstance(one, (str, int)) and one != "")[:200]

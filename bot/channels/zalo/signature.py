"""The signature of Zalo's webhook: who sent an event, and when."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from typing import Any

from bot.clock import Clock

PREFIX = "mac="


class Forged(Exception):
    """The event is not signed by Zalo for this account; says what is wrong, and nothing of the event."""


class Stale(Exception):
    """The event is signed, and older than is believed."""


class Signature:
    """Tells Zalo's events from all else: ``sha256(app id + body as it arrived + timestamp + secret)``, in hex."""

    def __init__(self, app_id: str, secret: str, oldest: dt.timedelta | None, clock: Clock) -> None:
        """Take the app's id, the account's secret for webhooks, and how old an event may be; None: however old."""
        self._app_id = app_id
        self._secret = secret.encode()
        self._oldest = oldest
        self._clock = clock

    def event(self, body: bytes, header: str | None) -> dict[str, Any]:
        """Give the event of a body that is signed.

        Args:
            body: the request's body, byte for byte.
            header: ``X-ZEvent-Signature``; Zalo writes ``mac=`` before the hex, older guides leave it out.

        Raises:
            Forged: it is not signed by the account's secret.
            Stale: it is too old.
        """
        event = _read(body)
        timestamp = str(event.get("timestamp") or "")
        app_id = str(event.get("app_id") or "")
        signed = hashlib.sha256(_bytes(app_id) + body + _bytes(timestamp) + self._secret).hexdigest()
        given = (header or "").removeprefix(PREFIX)
        is_same = hmac.compare_digest(signed.encode(), _bytes(given))
        if not is_same or app_id != self._app_id:
            raise Forged("wrong signature or app")
        if self._oldest is not None and self._clock() - moment_of(timestamp) > self._oldest:
            raise Stale(timestamp)
        return event


def moment_of(timestamp: str) -> dt.datetime:
    """Give the moment of a timestamp in Unix milliseconds.

    Raises:
        Forged: it is none.
    """
    try:
        return dt.datetime.fromtimestamp(int(timestamp) / 1000, dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Forged("no timestamp") from error


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _read(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Forged("not JSON") from error
    if not isinstance(event, dict):
        raise Forged("no object")
    return event

"""The channel "webhook": whatever an office has, in and out as signed JSON. Also the example of how a channel is made.

In: ``POST /channels/webhook``. Out: a POST to the office's address. Both carry ``X-MotCua-Timestamp`` (Unix seconds)
and ``X-MotCua-Signature``: ``sha256=`` and the hex HMAC of timestamp, point and body, with the secret both sides have.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from actions.heard import LONGEST
from bot.channels.as_text import NUMBER, beyond, meant
from bot.channels.channel import NotDelivered, Undeliverable
from bot.channels.saying import EmptyText, TextTooLong, client_id
from bot.clock import Clock
from bot.conversations.core import Core
from bot.conversations.deliveries import Delivery
from bot.conversations.limits import Overloaded, TooManyMessages
from bot.conversations.messages import Arriving, Message
from bot.settings import Settings
from bot.web.body import read_body
from bot.web.problems import Problem, wrong_fields

NAME = "webhook"
PATH = "/channels/webhook"
NEEDED = ("webhook_url", "webhook_secret")
LARGEST_BODY_KIB = 64
OLDEST = dt.timedelta(minutes=5)
RETRIED = (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS)


class Sent(BaseModel):
    """What the office's program sends: which message, of whom, and what it says."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1, max_length=200)
    person: str = Field(min_length=1, max_length=128)
    text: str


@dataclass(frozen=True)
class Signing:
    """The secret that both sides have, and the clock by which a request is too old."""

    secret: str
    clock: Clock

    def headers(self, body: bytes) -> dict[str, str]:
        """Give the headers of a body that is sent now."""
        timestamp = str(int(self.clock().timestamp()))
        return {"X-MotCua-Timestamp": timestamp, "X-MotCua-Signature": self._signature(timestamp, body)}

    def check(self, request: Request, body: bytes) -> None:
        """Refuse what is not signed, or not lately.

        Raises:
            Problem: 401.
        """
        timestamp = request.headers.get("X-MotCua-Timestamp", "")
        given = request.headers.get("X-MotCua-Signature", "")
        if not hmac.compare_digest(self._signature(timestamp, body).encode(), given.encode("utf-8", "replace")):
            raise Problem(401, "wrong_signature")
        now = self.clock().timestamp()
        if not timestamp.isdecimal() or abs(now - int(timestamp)) > OLDEST.total_seconds():
            raise Problem(401, "stale_event")

    def _signature(self, timestamp: str, body: bytes) -> str:
        signed = timestamp.encode("utf-8", "replace") + b"." + body
        return "sha256=" + hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()


class WebhookChannel:
    """Takes messages from the office's program, and brings it the answers."""

    name = NAME

    def __init__(self, url: str, signing: Signing, http: httpx.AsyncClient, core: Core) -> None:
        """Take where answers are brought, what signs, a client, and what every channel is built on."""
        self._url = url
        self._signing = signing
        self._http = http
        self._core = core
        self.router = APIRouter()
        self.router.add_api_route(PATH, self.receive, methods=["POST"], status_code=202)

    async def receive(self, request: Request) -> Response:
        """Store a message, and acknowledge it; the same id again changes nothing."""
        body = await read_body(request, LARGEST_BODY_KIB)
        self._signing.check(request, body)
        sent = _read(body)
        conversation = await asyncio.to_thread(self._core.conversations.with_person, NAME, sent.person)
        text = sent.text
        if NUMBER.fullmatch(text):
            text = meant(text, await asyncio.to_thread(self._core.inbox.offered, conversation), most=0)
        try:
            stored = await self._core.saying.say(NAME, Arriving(conversation, client_id(sent.id), text))
        except EmptyText as error:
            raise Problem(422, "empty_text") from error
        except TextTooLong as error:
            raise Problem(422, "text_too_long", limit=LONGEST) from error
        except Overloaded as error:
            wait = error.retry_after_s
            raise Problem(503, "overloaded", {"Retry-After": str(wait)}, seconds=wait) from error
        except TooManyMessages as error:
            wait = error.retry_after_s
            raise Problem(429, "too_many_messages", {"Retry-After": str(wait)}, seconds=wait) from error
        return JSONResponse({"id": sent.id, "seq": stored.message.seq}, 202)

    async def deliver(self, delivery: Delivery) -> bool:
        """Bring a reply; nothing more of it is to come.

        Raises:
            NotDelivered: the office's program is not there, or has trouble.
            Undeliverable: it does not take this one.
        """
        body = json.dumps(outgoing(delivery), ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json", **self._signing.headers(body)}
        try:
            answer = await self._http.post(self._url, content=body, headers=headers, timeout=None)
        except httpx.HTTPError as error:
            raise NotDelivered(type(error).__name__) from error
        if answer.is_server_error or answer.status_code in RETRIED:
            wait = answer.headers.get("Retry-After", "")
            after = dt.timedelta(seconds=min(int(wait), 3600)) if wait.isdecimal() else None
            raise NotDelivered(f"HTTP {answer.status_code}", after)
        if not answer.is_success:
            raise Undeliverable(f"HTTP {answer.status_code}")
        return False


def outgoing(delivery: Delivery) -> dict[str, Any]:
    """Give a reply as it is brought: the message, and as one text for systems that show nothing else."""
    return {
        "id": delivery.id,
        "person": delivery.person,
        "plain": plain(delivery.message),
        "message": delivery.message.as_json(),
    }


def plain(message: Message) -> str:
    """Give a message as text alone: its buttons as lines, whose numbers can be sent back."""
    _, lines = beyond(message.buttons, most=0)
    told = [line for line in lines if line not in message.text]
    return "\n".join([message.text, *told])


def webhook_of(settings: Settings, core: Core, http: httpx.AsyncClient) -> WebhookChannel | None:
    """Give the channel; None: it is off."""
    if not settings.webhook_url or settings.webhook_secret is None:
        return None
    signing = Signing(settings.webhook_secret.get_secret_value(), core.clock)
    return WebhookChannel(settings.webhook_url, signing, http, core)


def _read(body: bytes) -> Sent:
    try:
        return Sent.model_validate(json.loads(body))
    except ValidationError as error:
        raise wrong_fields(error.errors()) from error
    except (ValueError, RecursionError) as error:
        raise Problem(400, "not_json") from error

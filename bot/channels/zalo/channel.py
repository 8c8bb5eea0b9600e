"""The channel "zalo": events come in by a webhook, replies go out by Zalo's API."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request, Response

from bot.channels.as_text import NUMBER, meant
from bot.channels.saying import EmptyText, TextTooLong, client_id
from bot.channels.zalo import events
from bot.channels.zalo.delivering import Delivering
from bot.channels.zalo.people import People
from bot.channels.zalo.rendering import MOST_BUTTONS
from bot.channels.zalo.signature import Forged, Signature, Stale
from bot.conversations.arrivals import Arrival, Arrivals
from bot.conversations.core import Core
from bot.conversations.deliveries import Delivery
from bot.conversations.limits import Overloaded, TooManyMessages
from bot.conversations.messages import Arriving
from bot.web.body import read_body
from bot.web.metrics import Metrics
from bot.web.problems import Problem

NAME = "zalo"
PATH = "/channels/zalo/webhook"
LARGEST_EVENT_KIB = 256


class ZaloWebhook:
    """Keeps what Zalo tells us, and acknowledges it; all else is done afterwards."""

    def __init__(self, signature: Signature, arrivals: Arrivals, arrived: Callable[[], None], metrics: Metrics) -> None:
        """Take what checks events, where they are kept, what is told that one came, and what counts them."""
        self._signature = signature
        self._arrivals = arrivals
        self._arrived = arrived
        self._metrics = metrics

    async def receive(self, request: Request) -> Response:
        """Take one event."""
        body = await read_body(request, LARGEST_EVENT_KIB)
        try:
            event = self._signature.event(body, request.headers.get("X-ZEvent-Signature"))
        except Forged as error:
            raise Problem(401, "wrong_signature") from error
        except Stale as error:
            raise Problem(401, "stale_event") from error
        name = events.name_of(event)
        self._metrics.events.labels(NAME, name).inc()
        if name != "unknown" and name not in events.NOTED:
            await self._arrivals.keep(Arrival(NAME, events.id_of(event, body), json.dumps(event)))
            self._arrived()
        return Response(status_code=200)


class Reading:
    """What Zalo's events are read into."""

    def __init__(self, core: Core, people: People, oa_id: str) -> None:
        self._core = core
        self._people = people
        self._oa_id = oa_id

    def read(self, body: str) -> str | None:
        """Do what an event asks for; give the conversation in which something new was said by it."""
        event = json.loads(body)
        if events.account_of(event) not in ("", self._oa_id):
            return None
        told = events.read(event)
        if told is None:
            return None
        conversation = self._core.conversations.with_person(NAME, told.person)
        if isinstance(told, events.Moved):
            note = self._people.followed if told.what == "follow" else self._people.left
            note(conversation, told.at)
            is_new = False
        else:
            self._people.heard(conversation, told.at)
            is_new = self._say(conversation, told)
        # Followed or heard again: what waited for that can go; left: it can be given up.
        self._core.deliveries.hurry(NAME, conversation)
        return conversation if is_new else None

    def _say(self, conversation: str, said: events.Said) -> bool:
        text = said.text
        if said.kind is None and NUMBER.fullmatch(text):
            text = meant(text, self._core.inbox.offered(conversation), MOST_BUTTONS)
        arriving = Arriving(conversation, client_id(said.id), text, kind=said.kind)
        store = partial(self._core.saying.store, NAME)
        try:
            return store(arriving).is_new
        except EmptyText:
            return store(replace(arriving, text="", kind="other")).is_new
        except TextTooLong:
            return store(replace(arriving, text="", kind="too_long")).is_new
        except Overloaded:
            raise
        except TooManyMessages:
            return self._say_that_it_is_too_much(arriving)

    def _say_that_it_is_too_much(self, arriving: Arriving) -> bool:
        try:
            return self._core.saying.store(NAME, replace(arriving, text="", kind="too_many")).is_new
        except TooManyMessages:
            # It was said within the last minute.
            return False


class ZaloChannel:
    """The channel as the app sees it."""

    name = NAME

    def __init__(self, webhook: ZaloWebhook, delivering: Delivering) -> None:
        self._delivering = delivering
        self.router = APIRouter()
        self.router.add_api_route(PATH, webhook.receive, methods=["POST"])

    async def deliver(self, delivery: Delivery) -> bool:
        """Send the next part of a reply; give whether more is to come."""
        return await self._delivering.deliver(delivery)

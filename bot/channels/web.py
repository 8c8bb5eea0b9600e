"""The channel "web": the conversation API, for the page, the widget and any other program."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError

from actions.heard import LONGEST
from actions.sources import Procedures
from bot.channels.saying import EmptyText, Saying, TextTooLong
from bot.conversations.conversations import Conversations, UnknownConversation, WrongToken
from bot.conversations.doorbell import Doorbell
from bot.conversations.inbox import NotOffered
from bot.conversations.limits import Overloaded, TooManyMessages
from bot.conversations.messages import Arriving, Message
from bot.conversations.outbox import Outbox
from bot.public.procedures import published_procedure
from bot.web.addresses import PerAddress, TooManyRequests
from bot.web.body import read_json
from bot.web.problems import Problem, wrong_fields

LARGEST_BODY_KIB = 64
HIGHEST_SEQ = 2**31 - 1
AT_ONCE = 500
HEARTBEAT_S = 15.0
EVENTS = "text/event-stream"
NOT_KEPT = {"Cache-Control": "no-store"}
PREFIX = "/api/conversations"

Seq = Annotated[int, Query(ge=0, le=HIGHEST_SEQ)]
Authorization = Annotated[str | None, Header()]


class Sent(BaseModel):
    """What a client sends: a text, or the payload of a button that was offered."""

    model_config = ConfigDict(extra="ignore")

    client_id: UUID
    text: StrictStr | None = None
    payload: StrictStr | None = None


class Rating(BaseModel):
    """What a client says of a reply: whether it was what the citizen needed, and what was wrong with it."""

    model_config = ConfigDict(extra="ignore")

    seq: Annotated[int, Field(ge=1, le=HIGHEST_SEQ)]
    right: bool
    reason: Literal["other_matter", "incomplete", "unclear", "incorrect"] | None = None


class WebChannel:
    """Stores what arrives, and lets clients read the outbox by polling or as server-sent events."""

    name = "web"

    def __init__(
        self,
        conversations: Conversations,
        saying: Saying,
        outbox: Outbox,
        doorbell: Doorbell,
        procedures: Procedures,
        by_address: PerAddress,
        heartbeat_s: float = HEARTBEAT_S,
    ) -> None:
        """Take what it reads and writes, and after how many seconds of silence a stream shows that it lives."""
        self._by_address = by_address
        self._conversations = conversations
        self._saying = saying
        self._outbox = outbox
        self._doorbell = doorbell
        self._procedures = procedures
        self._heartbeat_s = heartbeat_s
        self.router = APIRouter(prefix=PREFIX)
        self.router.add_api_route("", self.open, methods=["POST"], status_code=201)
        self.router.add_api_route("/{id}/messages", self.send, methods=["POST"], status_code=202)
        self.router.add_api_route("/{id}/messages", self.read, methods=["GET"])
        self.router.add_api_route("/{id}/events", self.events, methods=["GET"])
        self.router.add_api_route("/{id}/ratings", self.rate, methods=["POST"], status_code=204)
        self.router.add_api_route("/{id}/subject/{code}", self.turn_to, methods=["PUT"], status_code=204)
        self.router.add_api_route("/{id}", self.delete, methods=["DELETE"], status_code=204)

    async def open(self, request: Request, subject: str | None = None) -> Response:
        """Open a conversation, perhaps about a procedure; the token is shown this once."""
        self._hold_back(request)
        if subject is not None:
            await published_procedure(self._procedures, subject)
        opened = await asyncio.to_thread(self._conversations.open, self.name, subject)
        headers = {**NOT_KEPT, "Location": f"{PREFIX}/{opened.id}"}
        return JSONResponse({"id": opened.id, "token": opened.token}, 201, headers)

    async def turn_to(self, id: str, code: str, authorization: Authorization = None) -> Response:
        """Make a procedure what the conversation is about from here on."""
        await self._enter(id, authorization)
        await published_procedure(self._procedures, code)
        await asyncio.to_thread(self._conversations.turn_to, id, code)
        return Response(status_code=204)

    async def send(self, id: str, request: Request, authorization: Authorization = None) -> Response:
        """Store a message, and acknowledge it."""
        self._hold_back(request)
        await self._enter(id, authorization)
        arriving = _read(id, await read_json(request, LARGEST_BODY_KIB))
        try:
            stored = await self._saying.say(self.name, arriving)
        except EmptyText as error:
            raise Problem(422, "empty_text") from error
        except TextTooLong as error:
            raise Problem(422, "text_too_long", limit=LONGEST) from error
        except UnknownConversation as error:
            raise Problem(404, "unknown_conversation") from error
        except NotOffered as error:
            raise Problem(422, "not_offered") from error
        except Overloaded as error:
            wait = error.retry_after_s
            raise Problem(503, "overloaded", {"Retry-After": str(wait)}, seconds=wait) from error
        except TooManyMessages as error:
            wait = error.retry_after_s
            raise Problem(429, "too_many_messages", {"Retry-After": str(wait)}, seconds=wait) from error
        return JSONResponse(stored.message.as_json(), 202)

    async def read(self, id: str, after: Seq = 0, authorization: Authorization = None) -> Response:
        """Give what was said after a message."""
        await self._enter(id, authorization)
        messages = await asyncio.to_thread(self._outbox.after, id, after, AT_ONCE)
        return JSONResponse({"messages": [message.as_json() for message in messages]}, headers=NOT_KEPT)

    async def events(
        self,
        id: str,
        request: Request,
        authorization: Authorization = None,
        last_event_id: Annotated[int, Header(ge=0, le=HIGHEST_SEQ)] = 0,
    ) -> Response:
        """Give what was said after a message, and go on as more is said."""
        await self._enter(id, authorization)
        headers = {**NOT_KEPT, "X-Accel-Buffering": "no"}
        if request.method == "HEAD":
            return Response(media_type=EVENTS, headers=headers)
        return StreamingResponse(self._stream(id, last_event_id), media_type=EVENTS, headers=headers)

    async def rate(self, id: str, request: Request, authorization: Authorization = None) -> Response:
        """Note whether a reply was right, and why not."""
        await self._enter(id, authorization)
        try:
            rating = Rating.model_validate(await read_json(request, LARGEST_BODY_KIB))
        except ValidationError as error:
            raise wrong_fields(error.errors()) from error
        noted = rating.model_dump(exclude={"seq"})
        if not await asyncio.to_thread(self._outbox.rate, id, rating.seq, noted):
            raise Problem(404, "unknown_message", seq=rating.seq)
        return Response(status_code=204)

    async def delete(self, id: str, authorization: Authorization = None) -> Response:
        """Delete the conversation for good."""
        await self._enter(id, authorization)
        await asyncio.to_thread(self._conversations.delete, id)
        self._doorbell.ring(id)
        return Response(status_code=204)

    def _hold_back(self, request: Request) -> None:
        try:
            self._by_address.hold_back(request)
        except TooManyRequests as error:
            wait = error.retry_after_s
            raise Problem(429, "too_many_requests", {"Retry-After": str(wait)}, seconds=wait) from error

    async def _enter(self, id: str, authorization: str | None) -> None:
        scheme, _, token = (authorization or "").partition(" ")
        try:
            UUID(id)
            await asyncio.to_thread(self._conversations.enter, id, token.strip() if scheme.lower() == "bearer" else "")
        except (ValueError, UnknownConversation) as error:
            raise Problem(404, "unknown_conversation") from error
        except WrongToken as error:
            raise Problem(401, "wrong_token", {"WWW-Authenticate": "Bearer"}) from error

    async def _stream(self, id: str, seq: int) -> AsyncIterator[str]:
        with self._doorbell.listen(id) as bell:
            yield ": ok\n\n"
            while not self._doorbell.is_closed:
                bell.clear()
                messages = await asyncio.to_thread(self._outbox.after, id, seq, AT_ONCE)
                for message in messages:
                    seq = message.seq
                    yield _event(message)
                if len(messages) == AT_ONCE:
                    continue
                if not messages and id not in await asyncio.to_thread(self._outbox.last_seqs, [id]):
                    return
                try:
                    await asyncio.wait_for(bell.wait(), self._heartbeat_s)
                except TimeoutError:
                    yield ": ok\n\n"


def _event(message: Message) -> str:
    return f"id: {message.seq}\ndata: {json.dumps(message.as_json(), ensure_ascii=False)}\n\n"


def _read(conversation_id: str, body: Any) -> Arriving:
    """Read what a client sends.

    Raises:
        Problem: 422, the body is not what ``Sent`` says.
    """
    try:
        sent = Sent.model_validate(body)
    except ValidationError as error:
        raise wrong_fields(error.errors()) from error
    if (sent.text is None) == (sent.payload is None):
        raise Problem(422, "text_or_payload")
    is_payload = sent.payload is not None
    return Arriving(conversation_id, str(sent.client_id), sent.payload or sent.text or "", is_payload)

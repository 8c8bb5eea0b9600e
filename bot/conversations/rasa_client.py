"""The client of Rasa's REST channel: the one place that knows how Rasa is asked."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import ValidationError

from actions.reply import Missed, Reply
from bot.conversations.answered import Answered

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 1.0
CONNECT_S = 2.0


class RasaUnavailable(Exception):
    """Rasa cannot be reached, or did not answer in time."""


class RasaUnusable(RasaUnavailable):
    """Rasa answered, and not with one turn of our actions. It says 200 and ``[]`` whatever went wrong."""


@dataclass(frozen=True)
class Patience:
    """How long one answer may take, and for how long a Rasa that cannot be reached is tried again, in seconds."""

    answer_s: float
    reach_s: float


class RasaClient:
    """Asks one of several Rasa processes; a conversation keeps to the same one as long as that can be reached."""

    def __init__(self, urls: Sequence[str], http: httpx.AsyncClient) -> None:
        """Take the processes' addresses, and a client that the caller opens and closes."""
        self._urls = list(urls)
        self._http = http

    async def ask(self, text: str, conversation: str, metadata: Mapping[str, Any], patience: Patience) -> Answered:
        """Let Rasa and the actions take a turn. An unusable answer is asked for once more.

        Raises:
            RasaUnavailable: nobody could be reached or answered within the patience.
            RasaUnusable: the answer is not one turn, twice.
        """
        body = {"sender": conversation, "message": text, "metadata": dict(metadata)}
        try:
            return _answered(await self._reach(conversation, body, patience))
        except RasaUnusable:
            return _answered(await self._reach(conversation, body, patience))

    async def is_up(self) -> bool:
        """Whether at least one process answers."""
        for url in self._urls:
            try:
                if (await self._http.get(f"{url}/", timeout=2.0)).status_code < 500:
                    return True
            except httpx.HTTPError:
                continue
        return False

    async def _reach(self, conversation: str, body: Mapping[str, Any], patience: Patience) -> httpx.Response:
        deadline = time.monotonic() + patience.reach_s
        pause = FIRST_PAUSE_S
        while True:
            try:
                return await self._try_all(conversation, body, patience.answer_s)
            except RasaUnavailable:
                if time.monotonic() + pause > deadline:
                    raise
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)

    async def _try_all(self, conversation: str, body: Mapping[str, Any], answer_s: float) -> httpx.Response:
        first = zlib.crc32(conversation.encode()) % len(self._urls)
        limits = httpx.Timeout(answer_s, connect=CONNECT_S)
        failures = []
        for url in [*self._urls[first:], *self._urls[:first]]:
            try:
                answer = await self._http.post(f"{url}/webhooks/rest/webhook", json=body, timeout=limits)
            except httpx.HTTPError as error:
                failures.append(f"{url}: {type(error).__name__}")
                continue
            if answer.status_code == httpx.codes.OK:
                return answer
            failures.append(f"{url}: {answer.status_code}")
        raise RasaUnavailable("; ".join(failures))


def _answered(answer: httpx.Response) -> Answered:
    """Read the one turn of an answer.

    Raises:
        RasaUnusable: it is none; the message never holds what was said.
    """
    try:
        items = json.loads(answer.content)
    except ValueError as error:
        raise RasaUnusable("not JSON") from error
    if not isinstance(items, list) or len(items) != 1:
        raise RasaUnusable(f"{len(items)} items" if isinstance(items, list) else "no list")
    custom = items[0].get("custom") if isinstance(items[0], dict) else None
    if not isinstance(custom, dict) or not isinstance(custom.get("state"), dict) or not custom.get("messages"):
        raise RasaUnusable("no state and messages in custom")
    try:
        replies = [Reply.model_validate(message) for message in custom["messages"]]
        missed = Missed.model_validate(custom["missed"]) if custom.get("missed") else None
        return Answered(custom["state"], replies, missed)
    except (ValidationError, TypeError) as error:
        raise RasaUnusable("custom is not what our actions give back") from error

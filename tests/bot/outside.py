"""An outside system that takes what we deliver, over real HTTP on loopback, with the faults that such systems show."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from fastapi import APIRouter

from bot.channels.channel import NotDelivered, Undeliverable
from bot.conversations.deliveries import Delivery


class Outside:
    """What it took, in order, and what it does about the next ones.

    Attributes:
        taken: person and text of what arrived whole, also where the answer was a fault.
        ids: the ids that came along.
        faults: by person, what is answered instead, one a request: ``500``, ``403``, ``429``, ``cut``, ``hang``.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.faults: defaultdict[str, list[str]] = defaultdict(list)
        self.let_go = threading.Event()

    def texts(self, person: str) -> list[str]:
        return [text for taken, text in self.taken if taken == person]

    @contextmanager
    def live(self) -> Iterator[str]:
        """Its address while it serves."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            self.let_go.set()
            server.shutdown()
            thread.join()
            server.server_close()

    def _handler(outside) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                waiting = outside.faults[said["person"]]
                fault = waiting.pop(0) if waiting else "200"
                outside.taken.append((said["person"], said["text"]))
                outside.ids.append(said["id"])
                if fault == "hang":
                    outside.let_go.wait(30)
                    return
                if fault == "cut":
                    return
                self.send_response(int(fault))
                if fault == "429":
                    self.send_header("Retry-After", "30")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


class OutsideChannel:
    """A channel that delivers to the outside system."""

    name = "outside"

    def __init__(self, url: str, http: httpx.AsyncClient) -> None:
        self.router = APIRouter()
        self._url = url
        self._http = http

    async def deliver(self, delivery: Delivery) -> bool:
        said = {"id": delivery.id, "person": delivery.person, "text": delivery.message.text}
        try:
            answer = await self._http.post(self._url, json=said, timeout=30)
        except httpx.HTTPError as error:
            raise NotDelivered(type(error).__name__) from error
        if answer.status_code in (429, 500):
            wait = answer.headers.get("Retry-After")
            raise NotDelivered(f"HTTP {answer.status_code}", dt.timedelta(seconds=int(wait)) if wait else None)
        if answer.status_code != httpx.codes.OK:
            raise Undeliverable(f"HTTP {answer.status_code}")
        return False

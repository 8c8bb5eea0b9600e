"""A Zalo that is none: its two hosts over real HTTP on loopback, with the faults that the real one shows."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

OK = {"error": 0, "message": "Success", "data": {"message_id": "m"}}
# One error of the token address in each of its forms.
OAUTH_ERRORS: dict[str, dict[str, Any]] = {
    "number": {"error": -14014, "error_name": "Invalid refresh token", "error_description": "used"},
    "name": {"error": "invalid_grant", "error_description": "used"},
    "object": {"error": {"code": 124, "message": "used"}},
}


class FakeZalo:
    """What it was sent, and what it does about the next requests.

    Attributes:
        sent: person, message and second of what it took, also where the answer was lost.
        refreshes: the refresh tokens that came, in order.
        faults: by person, what is answered instead, one a request: a number of Zalo's, ``500``, ``429``, ``html``,
            ``cut``, ``hang``, ``late``.
        oauth_faults: the same of the token address: ``number``, ``name``, ``object`` (with status 200 or 400, as in
            ``name 400``), ``500``, ``html``, ``cut``, ``lost`` (used up, and the answer cut).
        oauth_slow_s: seconds before the token address answers.
        access: the token that is good.
        refresh: the one that gives the next pair, once.
        codes: what an admin's code gives a pair for: the code and its verifier.
    """

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any], float]] = []
        self.refused: list[tuple[str, int]] = []
        self.refreshes: list[str] = []
        self.redeemed: list[dict[str, str]] = []
        self.faults: defaultdict[str, list[str]] = defaultdict(list)
        self.oauth_faults: list[str] = []
        self.oauth_slow_s = 0.0
        self.late_s = 0.3
        self.pairs = 1
        self.let_go = threading.Event()
        self.lock = threading.Lock()

    @property
    def access(self) -> str:
        return f"access-{self.pairs}"

    @property
    def refresh(self) -> str:
        return f"refresh-{self.pairs}"

    def texts(self, person: str) -> list[str]:
        return [message["text"] for to, message, _ in self.sent if to == person]

    @contextmanager
    def live(self) -> Iterator[str]:
        """Its address while it serves."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            self.let_go.set()
            server.shutdown()
            thread.join()
            server.server_close()

    def take(self, token: str, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The fault or ``200`` with which a message is answered, and the answer."""
        person = body["recipient"]["user_id"]
        with self.lock:
            waiting = self.faults[person]
            fault = waiting.pop(0) if waiting else "200"
            if token != self.access:
                self.refused.append((person, -216))
                return "200", {"error": -216, "message": "Access token is invalid"}
            if fault.lstrip("-").isdecimal() and fault not in ("200", "500", "429"):
                self.refused.append((person, int(fault)))
                return "200", {"error": int(fault), "message": "no"}
            if fault not in ("429", "500", "html"):
                self.sent.append((person, body["message"], time.monotonic()))
            return fault, OK

    def give_pair(self, form: dict[str, str]) -> tuple[str, dict[str, Any]]:
        with self.lock:
            fault = self.oauth_faults.pop(0) if self.oauth_faults else "200"
            used = form.get("refresh_token", "")
            if form["grant_type"] == "refresh_token":
                self.refreshes.append(used)
            else:
                self.redeemed.append(form)
            if fault.split()[0] in OAUTH_ERRORS:
                return fault, OAUTH_ERRORS[fault.split()[0]]
            if fault in ("500", "html", "cut"):
                return fault, {}
            if form["grant_type"] == "refresh_token" and used != self.refresh:
                return "200", OAUTH_ERRORS["number"]
            self.pairs += 1
            pair = {"access_token": self.access, "refresh_token": self.refresh, "expires_in": "90000"}
            return fault, pair


def _handler(zalo: FakeZalo) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/v4/oa/access_token":
                assert self.headers["secret_key"] == "app-secret"
                form = {name: values[0] for name, values in parse_qs(raw.decode()).items()}
                assert form["app_id"] == "app"
                fault, answer = zalo.give_pair(form)
                zalo.let_go.wait(zalo.oauth_slow_s)
            else:
                assert self.path == "/v3.0/oa/message/cs"
                fault, answer = zalo.take(self.headers["access_token"], json.loads(raw))
            if fault == "hang":
                zalo.let_go.wait(30)
            if fault in ("cut", "lost", "hang"):
                return
            if fault == "late":
                zalo.let_go.wait(zalo.late_s)
            self._answer(fault, answer)

        def _answer(self, fault: str, answer: dict[str, Any]) -> None:
            status = fault.split()[-1]
            body = b"<html>gateway</html>" if fault == "html" else json.dumps(answer).encode()
            self.send_response(int(status) if status.isdecimal() else 200)
            if fault == "429":
                self.send_header("Retry-After", "1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler

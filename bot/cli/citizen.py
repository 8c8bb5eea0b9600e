"""A conversation with a running server, as a citizen's page has it: over the HTTP API of docs/interfaces.md."""

from __future__ import annotations

import json
import time
import uuid
from typing import TypedDict, cast

import httpx

ANSWER_WITHIN_S = 30.0
LOOK_EVERY_S = 0.05


class NoAnswer(Exception):
    """The server did not take the message or did not answer it in time."""


class Button(TypedDict):
    """What is read of a button."""

    title: str


Reply = TypedDict(
    "Reply", {"seq": int, "from": str, "text": str, "reply_to": int | None, "last": bool, "buttons": list[Button]}
)
"""What is read of a message; the rest of it is passed on as it came."""


class _Page(TypedDict):
    messages: list[Reply]


class _Opened(TypedDict):
    id: str
    token: str


class _Sent(TypedDict):
    seq: int


class Conversation:
    """One conversation with a server."""

    def __init__(self, http: httpx.Client) -> None:
        """Open it.

        Raises:
            NoAnswer: the server is not there.
        """
        self._http = http
        self._headers: dict[str, str] = {}
        opened = cast(_Opened, self._call("POST", "/api/conversations"))
        self._path = f"/api/conversations/{opened['id']}/messages"
        self._headers["Authorization"] = f"Bearer {opened['token']}"
        self._after = 0

    def ask(self, text: str) -> list[Reply]:
        """Send a text and wait for all replies to it.

        Raises:
            NoAnswer: it was refused or not answered within 30 s.
        """
        sent = cast(_Sent, self._call("POST", self._path, {"client_id": str(uuid.uuid4()), "text": text}))
        replies: list[Reply] = []
        deadline = time.monotonic() + ANSWER_WITHIN_S
        while time.monotonic() < deadline:
            for message in self._news():
                if message["from"] != "citizen" and message.get("reply_to") == sent["seq"]:
                    replies.append(message)
                    if message.get("last"):
                        return replies
            time.sleep(LOOK_EVERY_S)
        raise NoAnswer(f"Máy chủ chưa trả lời sau {ANSWER_WITHIN_S:.0f} giây.")

    def _news(self) -> list[Reply]:
        page = cast(_Page, self._call("GET", f"{self._path}?after={self._after}"))
        self._after = max([self._after, *(message["seq"] for message in page["messages"])])
        return page["messages"]

    def _call(self, method: str, path: str, body: dict[str, str] | None = None) -> object:
        try:
            answer = self._http.request(method, path, json=body, headers=self._headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NoAnswer(f"Không nối được {self._http.base_url}: {error}. Chạy máy chủ bằng: make run") from error
        if answer.is_error:
            raise NoAnswer(_problem(answer))
        try:
            value: object = answer.json()
        except ValueError as error:
            raise NoAnswer(f"{self._http.base_url} không phải máy chủ Một Cửa. Xem lại --url.") from error
        return value


def _problem(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (json.JSONDecodeError, KeyError, TypeError):
        return f"Máy chủ trả lời {answer.status_code}."

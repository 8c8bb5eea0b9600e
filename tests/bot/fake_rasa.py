"""A Rasa that is none: answers its REST channel on loopback, with the faults that the real one shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

Say = Callable[[dict[str, Any]], list[dict[str, Any]]]


def echo(body: dict[str, Any]) -> list[dict[str, Any]]:
    """One answer that says again what was said, with two buttons."""
    return [
        {
            "type": "answer",
            "text": f"Anh/chị hỏi: {body['message']}",
            "procedure": {
                "code": "1.001193",
                "name": "Đăng ký khai sinh",
                "url": "http://motcua.test/thu-tuc/1.001193",
            },
            "aspects": ["papers"],
            "source": {
                "title": "Cổng Dịch vụ công quốc gia",
                "url": "https://dichvucong.gov.vn",
                "as_of": "2026-07-01",
            },
            "reason": None,
            "dossier": None,
            "buttons": [
                {"title": "Mất bao lâu?", "payload": "Mất bao lâu?"},
                {"title": "Xem đầy đủ", "url": "http://motcua.test/thu-tuc/1.001193"},
            ],
        }
    ]


@dataclass
class FakeRasa:
    """What it is asked, and what it does about it.

    Attributes:
        asked: the bodies of all requests, in order.
        faults: what is answered instead, one a request: ``empty``, ``error``, ``garbage``, ``two``, ``wrong``.
        always: a fault that stays.
        besides: what it gives back beside state and messages.
        poison: a text that is never answered.
        slow_s: seconds before an answer.
        at_once: the most requests that were in work at the same time, by sender and in all.
    """

    say: Say = echo
    asked: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    always: str | None = None
    besides: dict[str, Any] = field(default_factory=dict)
    poison: str | None = None
    slow_s: float = 0.0
    at_work: list[str] = field(default_factory=list)
    most_at_work: int = 0
    most_of_one: int = 0

    def texts(self) -> list[str]:
        return [body["message"] for body in self.asked]

    def app(self) -> FastAPI:
        app = FastAPI(openapi_url=None)

        @app.get("/")
        async def root() -> Response:
            return Response("Hello from a Rasa that is none")

        @app.post("/webhooks/rest/webhook")
        async def hear(request: Request) -> Response:
            body = await request.json()
            self.asked.append(body)
            self.at_work.append(body["sender"])
            self.most_at_work = max(self.most_at_work, len(self.at_work))
            self.most_of_one = max(self.most_of_one, self.at_work.count(body["sender"]))
            try:
                await asyncio.sleep(self.slow_s)
                fault = "empty" if body["message"] == self.poison else self.always
                return self._answer(body, self.faults.pop(0) if self.faults else fault)
            finally:
                self.at_work.remove(body["sender"])

        return app

    def _answer(self, body: dict[str, Any], fault: str | None) -> Response:
        state = dict(body["metadata"]["state"])
        state["turns"] = state.get("turns", 0) + 1
        item = {"recipient_id": body["sender"], "custom": {"state": state, "messages": self.say(body), **self.besides}}
        match fault:
            case "empty":
                return JSONResponse([])
            case "error":
                return JSONResponse({"status": "failure"}, 500)
            case "garbage":
                return Response("<html>no", media_type="text/html")
            case "two":
                return JSONResponse([item, item])
            case "wrong":
                return JSONResponse(
                    [{"recipient_id": body["sender"], "custom": {"state": {}, "messages": [{"text": 1}]}}]
                )
        return JSONResponse([item])

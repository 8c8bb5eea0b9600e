"""Zalo's events as it sends them: signed, byte for byte."""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from typing import Any

import httpx

APP_ID, OA_ID, OA_SECRET, APP_SECRET = "app", "oa", "oa-secret", "app-secret"
PATH = "/channels/zalo/webhook"
SETTINGS = {
    "zalo_app_id": APP_ID,
    "zalo_oa_id": OA_ID,
    "zalo_oa_secret": OA_SECRET,
    "zalo_app_secret": APP_SECRET,
}


def now_ms() -> str:
    return str(int(time.time() * 1000))


def text_event(text: str, person: str = "lan", msg_id: str | None = None, **more: Any) -> dict[str, Any]:
    """What a person wrote."""
    return {
        "app_id": APP_ID,
        "sender": {"id": person},
        "user_id_by_app": f"app-{person}",
        "recipient": {"id": OA_ID},
        "event_name": "user_send_text",
        "message": {"msg_id": msg_id or uuid.uuid4().hex, "text": text},
        "timestamp": now_ms(),
        **more,
    }


def sent_event(name: str, person: str = "lan", text: str | None = None, **payload: Any) -> dict[str, Any]:
    """What a person sent that is no text."""
    message: dict[str, Any] = {"msg_id": uuid.uuid4().hex, "attachments": [{"type": name, "payload": payload}]}
    if text is not None:
        message["text"] = text
    return {**text_event("", person), "event_name": name, "message": message}


def moved_event(name: str, person: str = "lan", **more: Any) -> dict[str, Any]:
    """That a person follows, or no longer does."""
    return {
        "app_id": APP_ID,
        "event_name": name,
        "follower": {"id": person},
        "oa_id": OA_ID,
        "timestamp": now_ms(),
        **more,
    }


def signed(body: bytes, timestamp: str, app_id: str = APP_ID, secret: str = OA_SECRET) -> str:
    return "mac=" + hashlib.sha256(app_id.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def post(http: httpx.Client, event: dict[str, Any], body: bytes | None = None) -> httpx.Response:
    """Send an event as Zalo does."""
    raw = body if body is not None else json.dumps(event, ensure_ascii=False).encode()
    headers = {"X-ZEvent-Signature": signed(raw, event["timestamp"]), "Content-Type": "application/json"}
    return http.post(PATH, content=raw, headers=headers)

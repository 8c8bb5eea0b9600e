"""Zalo's events: what each one tells us."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.channels.zalo.signature import Forged, moment_of
from bot.conversations.messages import Kind

LONGEST_ID = 128
TEXT = "user_send_text"
LINK = re.compile(r"\s*https?://\S+\s*")
KINDS: Mapping[str, Kind] = {
    "user_send_image": "picture",
    "user_send_gif": "sticker",
    "user_send_sticker": "sticker",
    "user_send_audio": "voice",
    "user_send_video": "video",
    "user_send_file": "file",
    "user_send_link": "link",
    "user_send_location": "place",
    "user_send_business_card": "card",
}
# Known, and nothing is to be done: what we sent ourselves, that it was received and seen, somebody without an account
# who cannot be answered by this address, and data shared at a request that we do not make.
NOTED = frozenset(
    ("oa_send_text", "user_received_message", "user_seen_message", "anonymous_send_text", "user_submit_info")
)
MOVES = frozenset(("follow", "unfollow"))
KNOWN = frozenset((TEXT, *KINDS, *NOTED, *MOVES))


@dataclass(frozen=True)
class Said:
    """A person sent something.

    Attributes:
        person: who, as the account knows them.
        id: the message's.
        text: what was written; may be empty where ``kind`` says what else was sent.
        kind: what was sent, where it is no text.
    """

    person: str
    id: str
    text: str
    kind: Kind | None
    at: dt.datetime


@dataclass(frozen=True)
class Moved:
    """A person began to follow the account, or left it."""

    person: str
    what: Literal["follow", "unfollow"]
    at: dt.datetime


def name_of(event: Mapping[str, Any]) -> str:
    """Give the event's name where it is a known one, else "unknown"."""
    name = event.get("event_name")
    return name if isinstance(name, str) and name in KNOWN else "unknown"


def id_of(event: Mapping[str, Any], body: bytes) -> str:
    """Give the id by which an event that comes again is known: of a message its own, else made from the body."""
    message_id = _field(event, "message", "msg_id")
    sender = _field(event, "sender", "id")
    named = f"{name_of(event)}\n{sender}\n{message_id}".encode("utf-8", "replace")
    return hashlib.sha256(named if message_id else body).hexdigest()


def read(event: Mapping[str, Any]) -> Said | Moved | None:
    """Give what an event tells us; None: nothing is to be done."""
    name = name_of(event)
    try:
        at = moment_of(str(event.get("timestamp")))
    except Forged:
        return None
    if name in MOVES:
        person = _person(_field(event, "follower", "id"))
        return Moved(person, "follow" if name == "follow" else "unfollow", at) if person else None
    if name != TEXT and name not in KINDS:
        return None
    person, id = _person(_field(event, "sender", "id")), _field(event, "message", "msg_id")
    if not person or not id:
        return None
    kind, text = KINDS.get(name), _field(event, "message", "text")
    # A link alone is no question.
    return Said(person, id, "" if kind and LINK.fullmatch(text) else text, kind, at)


def account_of(event: Mapping[str, Any]) -> str:
    """Give the id of the account that an event is about, empty where it does not say."""
    if name_of(event) in MOVES:
        return _field(event, "oa_id")
    end = "sender" if str(event.get("event_name")).startswith("oa_") else "recipient"
    return _field(event, end, "id")


def _field(event: Mapping[str, Any], *path: str) -> str:
    value: Any = event
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _person(id: str) -> str:
    """Give an id that can be one, else an empty text."""
    return id if id.isascii() and id.isprintable() and len(id) <= LONGEST_ID else ""

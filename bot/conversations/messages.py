"""Messages: as they arrive from a channel, and as channels give them out, the JSON of docs/interfaces.md."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import ConfigDict, Field, field_serializer

from actions.dossiers.local_time import VIETNAM
from actions.reply import Reply

Sender = Literal["citizen", "bot", "staff", "system"]
# What a person can send where it is no text that can be answered; what is said to it stands in ``bot/web/texts.toml``.
Kind = Literal["picture", "voice", "video", "file", "link", "sticker", "place", "card", "other", "too_long", "too_many"]


@dataclass(frozen=True)
class Arriving:
    """What a citizen says, on its way into the inbox.

    Attributes:
        client_id: names it at its sender's, so that it is stored once however often it arrives.
        is_payload: whether it is said by a button, and counts only if that was offered.
        kind: what it is where it is no text; ``text`` is then what was written with it, or empty.
    """

    conversation: str
    client_id: str
    text: str
    is_payload: bool = False
    kind: Kind | None = None


class Message(Reply):
    """One thing said in a conversation; ``last`` says that nothing more comes to ``reply_to`` for now."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    seq: int
    from_: Sender = Field(alias="from")
    text: str
    reply_to: int | None = None
    last: bool = False
    at: dt.datetime

    @field_serializer("at")
    def _in_vietnam(self, at: dt.datetime) -> str:
        return at.astimezone(VIETNAM).isoformat(timespec="seconds")


def message_of(row: sa.Row[Any]) -> Message:
    """Give the message of a row of ``bot_message``."""
    return Message(
        seq=row.seq,
        from_=row.sender,
        type=row.type,
        text=row.text,
        buttons=row.buttons or [],
        reply_to=row.reply_to,
        last=row.last,
        at=row.at,
        **(row.body or {}),
    )

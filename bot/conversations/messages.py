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


@dataclass(frozen=True)
class Arriving:
    """What a citizen says, on its way into the inbox.

    Attributes:
        client_id: names it at its sender's, so that it is stored once however often it arrives.
        is_payload: whether it is said by a button, and counts only if that was offered.
    """

    conversation: str
    client_id: str
    text: str
    is_payload: bool = False


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

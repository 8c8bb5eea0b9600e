"""The message as channels give it out: the JSON of docs/interfaces.md."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer

from actions.dossiers.local_time import VIETNAM
from actions.reply import Button, ProcedureRef, Reason, ReplyType
from actions.state import Aspect

Sender = Literal["citizen", "bot", "staff", "system"]


class Message(BaseModel):
    """One thing said in a conversation; ``last`` says that nothing more comes to ``reply_to`` for now."""

    model_config = ConfigDict(populate_by_name=True)

    seq: int
    from_: Sender = Field(alias="from")
    type: ReplyType
    text: str
    procedure: ProcedureRef | None = None
    aspects: list[Aspect] = []
    source: dict[str, Any] | None = None
    reason: Reason | None = None
    dossier: dict[str, Any] | None = None
    buttons: list[Button] = []
    reply_to: int | None = None
    last: bool = False
    at: dt.datetime

    @field_serializer("at")
    def _in_vietnam(self, at: dt.datetime) -> str:
        return at.astimezone(VIETNAM).isoformat(timespec="seconds")

    @field_serializer("buttons")
    def _without_blanks(self, buttons: list[Button]) -> list[dict[str, Any]]:
        return [button.model_dump(exclude_none=True) for button in buttons]

    def as_json(self) -> dict[str, Any]:
        """The message as plain JSON values."""
        return self.model_dump(mode="json", by_alias=True)

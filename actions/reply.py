"""What an action gives back: the part of a message (docs/interfaces.md) that actions decide."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field, model_validator

from actions.state import Aspect

ReplyType = Literal["text", "answer", "clarify", "dossier", "refusal", "handoff", "notice", "error"]
Reason = Literal["off_topic", "no_data", "other_authority", "legal_advice"]


class Button(BaseModel):
    """A button: either says ``payload`` for the citizen, or opens ``url``."""

    title: str = Field(min_length=1)
    payload: str | None = None
    url: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Button:
        if (self.payload is None) == (self.url is None):
            raise ValueError(f"button {self.title!r} needs a payload or a url, and not both")
        return self


class ProcedureRef(BaseModel):
    """Which procedure a reply is about; ``short_name`` is what people call it, where that is another name."""

    code: str
    name: str
    short_name: str | None = None
    url: str


class MissedCandidate(BaseModel):
    """One entry that a question which was not answered may have meant; ``score`` is its chance, 0 to 1."""

    code: str
    score: float


class Missed(BaseModel):
    """A question that was refused: why, and what search came nearest to, best first."""

    reason: Reason
    candidates: list[MissedCandidate] = []


class Reply(BaseModel):
    """One message of the bot. ``text`` is complete by itself; ``statements`` are the record's own that it quotes.

    ``expects`` says that digits are asked for, ``private`` that it names what is only the dossier's owner's to see.
    """

    type: ReplyType
    text: str = Field(min_length=1)
    procedure: ProcedureRef | None = None
    aspects: list[Aspect] = []
    source: dict[str, Any] | None = None
    reason: Reason | None = None
    dossier: dict[str, Any] | None = None
    statements: list[str] = []
    expects: Literal["digits"] | None = None
    private: bool = False
    buttons: list[Button] = []

    def as_json(self) -> dict[str, Any]:
        """Give the reply as plain JSON values."""
        reply = self.model_dump(mode="json", exclude={"buttons"})
        reply["buttons"] = [button.model_dump(mode="json", exclude_none=True) for button in self.buttons]
        return reply

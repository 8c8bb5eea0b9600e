"""What a conversation knows from one message to the next. Outside actions/ it is opaque JSON."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

Aspect = Literal[
    "papers", "fee", "time", "place", "steps", "online", "condition", "legal_basis", "result", "form", "who", "overview"
]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
IDLE = dt.timedelta(minutes=30)
MATTERS = 5


class Offer(BaseModel):
    """Something the citizen may choose: what stands on the button, what a choice of it says, and what it does."""

    title: str
    payload: str
    act: Literal["choose", "ask", "reject", "private"]
    code: str | None = None
    aspects: list[Aspect] = []


class Proof(BaseModel):
    """The second proof for what a dossier says of persons, or for a reminder; dictionaries are keyed by its code."""

    awaiting: str | None = None
    wants: Literal["private", "remind"] = "private"
    given: str | None = None
    wrong: dict[str, int] = {}
    locked_until: dict[str, dt.datetime] = {}


class State(BaseModel):
    """A conversation's state.

    Attributes:
        procedure: code of the procedure, guide or life event that is talked about.
        aspects: what was already answered about it.
        asked: aspects that wait until the procedure is known.
        pending: the question that was asked back for, private data masked; it is read with the answer to it.
        offers: what the last answer let the citizen choose.
        others: codes that search also found, for "không đúng việc tôi cần".
        dossier: code of the dossier that was looked up last.
        dossier_procedure: code of its procedure, where the backend tells it.
        topic: what the last answer was about.
        matters: codes of what was talked about before, the latest first.
        condoled: whether a word of sympathy was said.
        since: when the last message was handled.
    """

    model_config = ConfigDict(extra="ignore")

    procedure: str | None = None
    aspects: list[Aspect] = []
    asked: list[Aspect] = []
    pending: str = ""
    offers: list[Offer] = []
    others: list[str] = []
    dossier: str | None = None
    dossier_procedure: str | None = None
    topic: Literal["procedure", "dossier"] | None = None
    matters: list[str] = []
    proof: Proof = Proof()
    condoled: bool = False
    since: dt.datetime | None = None

    @classmethod
    def read(cls, raw: object, now: dt.datetime) -> State:
        """Take up a stored state at ``now``: an unreadable one begins anew, an old one keeps only its locks."""
        try:
            state = cls.model_validate(raw or {})
        except ValidationError:
            state = cls()
        if state.since is not None and now - state.since > IDLE:
            state = cls(proof=Proof(wrong=state.proof.wrong, locked_until=state.proof.locked_until))
        state.since = now
        return state

    @classmethod
    def about(cls, code: str, raw: object, now: dt.datetime) -> State:
        """Take up a stored state, and make ``code`` what is talked about, with nothing said of it yet."""
        state = cls.read(raw, now)
        state.speak_of(code, [])
        state.aspects, state.offers, state.others = [], [], []
        return state

    @property
    def choices(self) -> list[Offer]:
        """Give the procedures that the citizen was asked to choose from."""
        return [offer for offer in self.offers if offer.act == "choose"]

    def speak_of(self, code: str, aspects: list[Aspect]) -> None:
        """Make a procedure the one that is talked about, and note what has been said of it."""
        said = self.aspects if code == self.procedure else []
        if self.procedure and self.procedure != code:
            self.matters = [self.procedure, *self.matters]
        self.matters = [matter for matter in dict.fromkeys(self.matters) if matter != code][:MATTERS]
        self.procedure = code
        self.aspects = list(dict.fromkeys([*said, *aspects]))
        self.asked = []
        self.pending = ""
        self.topic = "procedure"

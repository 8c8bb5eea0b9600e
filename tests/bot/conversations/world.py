"""A database of conversations and a clock that a test sets, without an app around them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from actions.reply import Button, Reply
from bot.conversations.answered import Answered, Later
from bot.conversations.conversations import Conversations
from bot.conversations.database import Database
from bot.conversations.deliveries import Deliveries
from bot.conversations.inbox import Inbox, Waiting
from bot.conversations.leases import ANSWERING, SENDING, Leases
from bot.conversations.limits import PerConversation
from bot.conversations.messages import Arriving
from bot.conversations.missed import MissedQuestions
from bot.conversations.outbox import Outbox

NOON = dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)
ANSWER = Reply(type="answer", text="Đây ạ", buttons=[Button(title="Phí?", payload="Lệ phí bao nhiêu?")])
TROUBLE = Reply(type="error", text="Trục trặc")


@dataclass
class World:
    """What works on the database; ``now`` is what their clock says."""

    database: Database
    now: dt.datetime = NOON

    def __post_init__(self) -> None:
        self.conversations = Conversations(self.database, self.clock)
        self.inbox = Inbox(self.database, self.clock, [PerConversation(5)])
        self.outbox = Outbox(self.database, self.clock)
        self.deliveries = Deliveries(self.database, self.clock)
        self.missed = MissedQuestions(self.database)
        self.answering = Leases(self.database, self.clock, ANSWERING)
        self.sending = Leases(self.database, self.clock, SENDING)

    def clock(self) -> dt.datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)

    def open(self) -> str:
        return self.conversations.open("web").id

    def say(self, conversation: str, text: str = "chào") -> int:
        return self.inbox.store(Arriving(conversation, str(uuid.uuid4()), text)).message.seq

    def claim(self, holder: str, at_most: int = 9, besides: tuple[str, ...] = ()) -> list[str]:
        """The conversations that ``holder`` gets to answer."""
        return self.answering.claim(holder, self.inbox.due(), at_most, besides)

    def waiting(self, conversation: str) -> Waiting:
        found = self.inbox.next(conversation)
        assert found is not None
        return found

    def answer(self, conversation: str, holder: str, seq: int, answered: Answered | None = None) -> bool:
        return self.outbox.answer(conversation, holder, seq, answered or Answered({}, [ANSWER]))

    def put_off(self, conversation: str, holder: str, seconds: float) -> None:
        self.outbox.put_off(conversation, holder, Later(TROUBLE, self.now + dt.timedelta(seconds=seconds)))

    def ask(self, conversation: str, text: str, answered: Answered) -> int:
        """Say something that is answered at once; gives its seq."""
        seq = self.say(conversation, text)
        assert conversation in self.claim("asking")
        self.answer(conversation, "asking", seq, answered)
        return seq

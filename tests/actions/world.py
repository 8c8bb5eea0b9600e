"""A small world around the actions: a searcher that knows what it is told, a store, a clock, and someone who talks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.executor import ActionExecutor

from actions.app import build_executor
from actions.dossiers.dossier import Dossier
from actions.dossiers.local_time import VIETNAM
from actions.fixed_phrases import fold
from actions.heard import ASPECT_INTENT
from actions.province import Province
from actions.reply import Reply
from knowledge.procedure import Procedure
from knowledge.statement import Statement, statements_of
from knowledge.subject import Subject
from knowledge.topic import EventPaper, EventStep, Guide, LifeEvent, Topic
from tests.actions import samples

NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=VIETNAM)
ACTION_OF = {"dossier_status": "action_dossier"} | dict.fromkeys(
    ("greet", "thanks", "goodbye", "help", "ask_person", "insult", "emergency"), "action_talk"
)

TOPICS = {
    topic.code: topic
    for topic in (
        Guide(
            code="huong-dan/otp-khong-den",
            name="Mã OTP không đến",
            as_of=dt.date(2026, 11, 25),
            text="1. Kiểm tra sóng.\n2. Chờ vài phút.",
            procedures=("1.001193", "9.999999"),
        ),
        LifeEvent(
            code="su-kien/sinh-con",
            name="Mới sinh con",
            as_of=dt.date(2026, 11, 25),
            intro="Hạn khai sinh là 60 ngày.",
            steps=(
                EventStep(code="1.001193", what="Khai sinh cho con"),
                EventStep(code="1.000894", what="Kết hôn", note="Nếu chưa."),
            ),
            papers=(EventPaper(name="Giấy chứng sinh", steps=(1,)), EventPaper(name="Căn cước", steps=(1, 2))),
        ),
    )
}


@dataclass
class FakeHit:
    code: str
    score: float = 0.5


SIGNALS = ("covered", "aligned_part", "similar_part", "details")


@dataclass
class FakeDetail:
    """A statement that goes along with a question surely, unless told otherwise."""

    statement: Statement
    chance: float = 0.9
    score: float = 9.0
    signals: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SIGNALS, 1.0))


@dataclass
class FakeResult:
    decision: str
    results: list[FakeHit] = field(default_factory=list)
    reason: str | None = None
    question: str | None = None
    authority: str | None = None
    subject: Subject | None = None

    @property
    def ours(self) -> float:
        return {"answer": 0.98, "clarify": 0.9}.get(self.decision, 0.3 if self.reason == "unnamed" else 0.02)

    @property
    def choices(self) -> list[FakeHit]:
        return self.results[:5]


def found(decision: str, *codes: str, **more: Any) -> FakeResult:
    """A result as search gives it: sure of the first where it answers, and of none where it asks back or refuses."""
    first = 0.9 if decision == "answer" else 0.3
    return FakeResult(
        decision, [FakeHit(code, 0.05 if at and first > 0.5 else first) for at, code in enumerate(codes)], **more
    )


class FakeCompare:
    """Compares word by word; every word weighs the same, and nothing tells procedures apart."""

    def named(self, text: str, name: str, apart_from: str = "") -> float:
        words = _words(name) - _words(apart_from)
        return len(words & _words(text)) / len(words) if words else 0.0

    def facets(self, text: str) -> dict[str, frozenset[str]]:
        return {}

    def weight(self, text: str) -> int:
        return len(_words(text) & NAMING)

    def known(self, text: str) -> bool:
        return bool(_words(text) & NAMING)


class FakeSearcher:
    """Gives the result of the first key that the folded text holds; nothing of it: ``unnamed`` or ``off_topic``.

    ``told`` maps a phrase of a question to words of the statements that go along with it; with no phrase, none does.
    The real finder is tried in tests/search.
    """

    compare = FakeCompare()

    def __init__(self, known: dict[str, FakeResult]) -> None:
        self.known = {fold(key): result for key, result in known.items()}
        self.told: dict[str, str] = {}

    def search(self, text: str, limit: int = 10) -> FakeResult:
        said = fold(text)
        for key, result in self.known.items():
            if key in said:
                return result
        return found("refuse", reason="off_topic")

    def details(self, entry: Procedure | Topic, text: str) -> list[FakeDetail]:
        words = next((words for phrase, words in self.told.items() if phrase in text), None)
        if words is None:
            return []
        said = statements_of(entry)
        fitting = [FakeDetail(statement) for statement in said if words in statement.whole]
        return fitting or [FakeDetail(said[0], score=2.0, signals=dict.fromkeys(SIGNALS, 0.0))]

    def strange(self, text: str, entry: Procedure | Topic) -> float:
        said = _words(text)
        return len(said - _words(entry.name)) / len(said) if said else 0.0

    def name_of(self, code: str) -> str:
        return next((entry.name for entry in (*samples.ALL, *TOPICS.values()) if entry.code == code), "")

    def field_of(self, code: str) -> str | None:
        return next((entry.field for entry in samples.ALL if entry.code == code), None)


def _words(text: str) -> set[str]:
    return set(fold(text).split()) - {"thu", "tuc"}


NAMING = {word for entry in samples.ALL for word in _words(entry.name)}


class FakeStore:
    def __init__(self, procedures: Iterable[Procedure] = samples.ALL) -> None:
        self.known = {procedure.code: procedure for procedure in procedures}

    def procedure(self, code: str) -> Procedure | None:
        return self.known.get(code)


class FakeDossiers:
    """Dossiers by code; a stored exception is raised instead."""

    def __init__(self) -> None:
        self.known: dict[str, Dossier | Exception] = {}
        self.asked: list[str] = []

    async def get(self, code: str) -> Dossier | None:
        self.asked.append(code)
        dossier = self.known.get(code)
        if isinstance(dossier, Exception):
            raise dossier
        return dossier

    def add(self, code: str, state: int, **fields: Any) -> None:
        self.known[code] = Dossier.model_validate({"MaHoSo": code, "TrangThaiHoSo": state, **fields})


KNOWN = {
    "có yếu tố nước ngoài": found("answer", "2.000528", "1.001193"),
    "khai sinh": found("answer", "1.001193", "2.000528"),
    "thường trú": found("answer", "1.004222"),
    "đăng ký": found("clarify", "1.001193", "1.000894", "1.004222", question="đăng ký khai sinh hay kết hôn"),
    "trùng tên": found("clarify", "9.000010", "9.000011"),
    "ly hôn": found("refuse", reason="other_authority", authority="Tòa án nhân dân"),
    "trợ cấp lạ": found("refuse", reason="no_data"),
    "biến mất": found("answer", "9.999999"),
    "mất bao lâu": found("refuse", reason="unnamed"),
    "lệ phí": found("refuse", reason="unnamed"),
    "cần giấy tờ gì": found("refuse", reason="unnamed"),
}


class Citizen:
    """Talks to the actions as Rasa would, and keeps the state from one turn to the next."""

    def __init__(self, executor: ActionExecutor, conversation: str = "c1") -> None:
        self.executor = executor
        self.conversation = conversation
        self.state: dict[str, Any] = {}
        self.missed: dict[str, Any] | None = None

    async def say(self, text: str, intent: str = "ask_overview", aspects: Iterable[str] = ()) -> list[dict[str, Any]]:
        """One turn; checks that there is exactly one json_message with valid messages.

        An aspect may be written with the words that name it: ``fee: lệ phí``.
        """
        entities = [_entity(text, at, *aspect.split(": ")) for at, aspect in enumerate(aspects)]
        call = {
            "next_action": ACTION_OF.get(intent, "action_answer"),
            "sender_id": self.conversation,
            "domain": {},
            "tracker": {
                "sender_id": self.conversation,
                "latest_message": {
                    "text": text,
                    "intent": {"name": intent, "confidence": 0.9},
                    "entities": entities,
                    "metadata": {
                        "message_id": "m1",
                        "conversation_id": self.conversation,
                        "channel": "web",
                        "state": self.state,
                    },
                },
            },
        }
        result = await self.executor.run(call)
        assert result is not None
        assert result.events == []
        [response] = result.responses
        answer = json.loads(json.dumps(response["custom"]))
        assert set(answer) == {"state", "messages", "missed"}
        assert answer["messages"]
        for message in answer["messages"]:
            Reply.model_validate(message)
        self.state = answer["state"]
        self.missed = answer["missed"]
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    async def text(self, text: str, intent: str = "ask_overview", aspects: Iterable[str] = ()) -> str:
        """The text of the only reply."""
        [message] = await self.say(text, intent, aspects)
        said: str = message["text"]
        return said


def _entity(text: str, order: int, value: str, words: str = "") -> dict[str, Any]:
    start = text.index(words) if words else order
    return {"entity": "aspect", "value": value, "start": start} | ({"end": start + len(words)} if words else {})


def asks(aspect: str) -> str:
    return ASPECT_INTENT + aspect


@dataclass
class World:
    """All that a test may change."""

    searcher: FakeSearcher
    store: FakeStore
    dossiers: FakeDossiers
    province: Province
    now: dt.datetime = NOON

    def executor(self) -> ActionExecutor:
        return build_executor(
            searcher=lambda: self.searcher,
            store=self.store,
            backend=self.dossiers,
            province=self.province,
            clock=lambda: self.now,
            public_url="https://motcua.test/",
            topics=TOPICS,
        )

    def pass_time(self, **delta: float) -> None:
        self.now += dt.timedelta(**delta)


def make_world() -> World:
    return World(FakeSearcher(KNOWN), FakeStore(), FakeDossiers(), Province.load())

"""The actions as Rasa calls them: read what was heard, take the turn, give back one ``json_message``."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.dossiers.desk import DossierDesk, Dossiers
from actions.dossiers.local_time import VIETNAM
from actions.dossiers.proof import MemoryGuard, ProofGuard
from actions.dossiers.working_days import WorkingDays
from actions.heard import LONGEST, Heard
from actions.province import Province
from actions.reply import Reply
from actions.state import ASPECTS, State
from actions.steps.former_districts import FormerDistricts
from actions.turn import Procedures, Searches, Turn
from actions.wording.answers import Answers
from actions.wording.clarifications import Clarifications
from actions.wording.refusals import Refusals
from actions.wording.rendering import Templates, Terms
from actions.wording.talk import Talk
from actions.wording.topics import TopicAnswers
from knowledge.topic import Topic

logger = logging.getLogger(__name__)

# Rasa's rules lead every intent to one of these; what is said is decided by the turn alone.
ACTIONS = ("action_answer", "action_dossier", "action_talk")
ASPECT_INTENT = "ask_"

Clock = Callable[[], dt.datetime]


class TurnAction:
    """One of ``ACTIONS``: reads what was heard, takes the turn, gives back what is said."""

    def __init__(self, name: str, turn: Turn, talk: Talk, clock: Clock) -> None:
        """Take its name in Rasa's domain, and what is shared by all three."""
        self._name = name
        self._turn = turn
        self._talk = talk
        self._clock = clock

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:  # noqa: ARG002
        """Answer the latest message with exactly one ``json_message``; Rasa is told of no event."""
        now = self._clock().astimezone(VIETNAM)
        message = tracker.latest_message or {}
        metadata = message.get("metadata") or {}
        state = State.read(metadata.get("state"), now)
        heard = _heard(message, str(metadata.get("conversation_id") or tracker.sender_id), now)
        try:
            replies = await self._turn.take(heard, state)
        except Exception:
            # Rasa would turn it into an empty list, and the citizen would wait for the same fault a second time.
            logger.exception("action %s failed in message %s", self._name, metadata.get("message_id"))
            replies = [self._talk.trouble()]
        dispatcher.utter_message(json_message=_as_json(state, replies))
        return []


def build_executor(
    *,
    searcher: Callable[[], Searches],
    store: Procedures,
    backend: Dossiers,
    province: Province,
    clock: Clock,
    public_url: str,
    topics: Mapping[str, Topic],
    guard: ProofGuard | None = None,
) -> ActionExecutor:
    """The executor that bot/app.py puts behind Rasa's action endpoint.

    Args:
        searcher: gives the searcher that is live now.
        store: where published procedures are read.
        backend: where dossiers are looked up.
        province: the province's file.
        clock: the time, with its zone.
        public_url: what links in answers begin with.
        topics: guides and life events, by code.
        guard: counts look-ups and wrong proofs over all conversations; default: in this process's memory.
    """
    templates, terms = Templates(), Terms()
    talk = Talk(templates, province)
    days = WorkingDays(province.calendar)
    turn = Turn(
        searcher=searcher,
        procedures=store,
        answers=Answers(templates, terms, public_url),
        topics=TopicAnswers(templates, terms, public_url, topics),
        clarifications=Clarifications(templates, terms),
        refusals=Refusals(templates, province),
        dossiers=DossierDesk(templates, province, backend, days, guard or MemoryGuard()),
        talk=talk,
        former_districts=FormerDistricts(province.former_districts),
    )
    executor = ActionExecutor()
    for name in ACTIONS:
        executor.register_function(name, TurnAction(name, turn, talk, clock).run)
    return executor


def _heard(message: Mapping[str, Any], conversation: str, now: dt.datetime) -> Heard:
    intent = str((message.get("intent") or {}).get("name") or "")
    entities = sorted(message.get("entities") or [], key=lambda entity: int(entity.get("start") or 0))
    named = [entity.get("value") for entity in entities if entity.get("entity") == "aspect"]
    by_intent = intent.removeprefix(ASPECT_INTENT) if intent.startswith(ASPECT_INTENT) else None
    if by_intent not in named:
        named.insert(0, by_intent)
    aspects = [aspect for aspect in dict.fromkeys(named) if aspect in ASPECTS]
    if len(aspects) > 1:
        aspects = [aspect for aspect in aspects if aspect != "overview"]
    text = str(message.get("text") or "")[:LONGEST]
    beside = _without(text, [entity for entity in entities if entity.get("entity") == "aspect"])
    return Heard(text=text, intent=intent, aspects=tuple(aspects), beside=beside, conversation=conversation, now=now)


def _without(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """The text without the entities; they are in its order."""
    kept, at = [], 0
    for entity in entities:
        start, end = entity.get("start"), entity.get("end")
        if isinstance(start, int) and isinstance(end, int) and at <= start < end:
            kept.append(text[at:start])
            at = end
    return " ".join([*kept, text[at:]])


def _as_json(state: State, replies: list[Reply]) -> dict[str, Any]:
    return {"state": state.model_dump(mode="json"), "messages": [reply.as_json() for reply in replies]}

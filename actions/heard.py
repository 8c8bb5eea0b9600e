"""What the citizen said, as Rasa heard it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.fixed_phrases import FixedPhrases
from actions.state import ASPECTS, Aspect

LONGEST = 2000
ASPECT_INTENT = "ask_"
# An intent of less chance gives way to words that name another aspect.
_SURE = 0.5


@dataclass(frozen=True)
class Heard:
    """One message of the citizen.

    Attributes:
        text: what was written, at most ``LONGEST`` characters.
        intent: Rasa's intent.
        aspects: aspects that are asked, in the order in which they are asked.
        named: the aspects that the words themselves name.
        chances: Rasa's chance of each of the likeliest intents.
        beside: the text without the phrases that name aspects.
        question: the text without the words that only join it to the message before: what is searched.
        conversation: id of the conversation.
        now: Vietnam's time.
    """

    text: str
    intent: str
    aspects: tuple[Aspect, ...]
    named: tuple[Aspect, ...]
    chances: Mapping[str, float]
    beside: str
    question: str
    conversation: str
    now: dt.datetime


def hear(message: Mapping[str, Any], conversation: str, now: dt.datetime, phrases: FixedPhrases) -> Heard:
    """Take up Rasa's ``latest_message``; what it lacks is empty."""
    text = str(message.get("text") or "")[:LONGEST]
    intent = str((message.get("intent") or {}).get("name") or "")
    entities = sorted(message.get("entities") or [], key=lambda entity: int(entity.get("start") or 0))
    naming = [entity for entity in entities if entity.get("entity") == "aspect"]
    return Heard(
        text=text,
        intent=intent,
        aspects=_aspects(message, [entity.get("value") for entity in naming]),
        named=tuple(dict.fromkeys(a for a in (entity.get("value") for entity in naming) if a in ASPECTS)),
        chances=_chances(message),
        beside=_without(text, naming),
        question=phrases.without_joining(text),
        conversation=conversation,
        now=now,
    )


def _chances(message: Mapping[str, Any]) -> dict[str, float]:
    ranking = message.get("intent_ranking") or [message.get("intent") or {}]
    return {str(entry.get("name") or ""): float(entry.get("confidence") or 0.0) for entry in ranking}


def _aspects(message: Mapping[str, Any], named: list[Any]) -> tuple[Aspect, ...]:
    """The aspects of the intent and of the entities, each once; the overview only where nothing else is asked.

    An intent that is not sure gives way to words that name another aspect.
    """
    intent = message.get("intent") or {}
    by_intent = str(intent.get("name") or "")
    by_intent = by_intent.removeprefix(ASPECT_INTENT) if by_intent.startswith(ASPECT_INTENT) else ""
    gives_way = bool(named) and float(intent.get("confidence") or 0.0) < _SURE
    if by_intent not in named and not gives_way:
        named = [by_intent, *named]
    aspects = [aspect for aspect in dict.fromkeys(named) if aspect in ASPECTS]
    return tuple(aspect for aspect in aspects if len(aspects) == 1 or aspect != "overview")


def _without(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """The text without the entities; they are in its order."""
    kept, at = [], 0
    for entity in entities:
        start, end = entity.get("start"), entity.get("end")
        if isinstance(start, int) and isinstance(end, int) and at <= start < end:
            kept.append(text[at:start])
            at = end
    return " ".join([*kept, text[at:]])

"""What the three sources say of a message: search over all, the statements of what is talked about, and Rasa."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from actions.fixed_phrases import FixedPhrases
from actions.moment import Moment
from actions.sources import Detail, Searches, SearchResult
from actions.understanding.markers import Markers, Marks
from knowledge.procedure import Procedure
from knowledge.topic import Topic, leads_to

TALK = ("greet", "thanks", "goodbye", "help", "insult", "ask_person")
PREFIX = "Thủ tục "
_LED_TO = 6


@dataclass(frozen=True)
class Evidence:
    """The measures that moves are weighed by.

    Attributes:
        question: the message.
        found: what search finds for it alone.
        naming: its words beside those that name aspects, join and soften, without diacritics.
        weight: how many of its words can name a procedure.
        acts: which acts it names (again, change, stop …).
        marks: its small words.
        intents: Rasa's chances by intent.
        asks_aspect: whether it names an aspect.
        current: code of what is talked about.
        name: what that is called, empty where nothing is.
        in_context: what search finds for the message behind that name.
        details: the statements of what is talked about that go along best with it.
        strange: the share of its weight in words that what is talked about does not have; 1 where nothing is.
    """

    question: str
    found: SearchResult
    naming: frozenset[str]
    weight: int
    acts: frozenset[str]
    marks: Marks
    intents: Mapping[str, float]
    asks_aspect: bool
    current: str | None = None
    name: str = ""
    in_context: SearchResult | None = None
    details: Sequence[Detail] = field(default_factory=list)
    strange: float = 1.0

    def intent(self, *names: str) -> float:
        """Give the chance of any of these intents."""
        return sum(self.intents.get(name, 0.0) for name in names)

    @property
    def judging(self) -> bool:
        """Say whether it is asked for penalties, or who is right."""
        return self.marks.judging or (self.marks.disputing and self.found.decision != "answer")

    @property
    def aspect_intent(self) -> float:
        """Give the chance that some aspect is asked."""
        return sum(
            chance
            for name, chance in self.intents.items()
            if name.startswith("ask_") and name not in ("ask_person", "ask_overview")
        )


async def gather(moment: Moment, markers: Markers, phrases: FixedPhrases) -> Evidence:
    """Ask all three."""
    heard, compare = moment.heard, moment.searches.compare
    found = await moment.found()
    evidence = Evidence(
        question=heard.question,
        found=found,
        naming=phrases.naming(heard.beside),
        weight=compare.weight(heard.question),
        acts=compare.facets(heard.question).get("action", frozenset()),
        marks=markers.of(heard.text),
        intents=heard.chances,
        asks_aspect=bool(set(heard.named) - {"overview"}),
    )
    if moment.state.procedure is None:
        return evidence
    entries = await _talked_about(moment.state.procedure, moment)
    return await asyncio.to_thread(_nearest, evidence, entries, moment.searches) if entries else evidence


async def _talked_about(code: str, moment: Moment) -> list[Procedure | Topic]:
    """What is talked about; a guide or a life event leads to procedures, and a detail is mostly one of theirs."""
    topic = moment.topic(code)
    return await moment.entries([code, *(leads_to(topic) if topic else ())][:_LED_TO])


def _nearest(evidence: Evidence, entries: Sequence[Procedure | Topic], searches: Searches) -> Evidence:
    """The evidence about the entry whose statements go along best."""
    about = [_beside(evidence, entry, searches) for entry in entries]
    return max(about, key=lambda one: one.details[0].score if one.details else 0.0)


def _beside(evidence: Evidence, entry: Procedure | Topic, searches: Searches) -> Evidence:
    """The same with what is talked about."""
    name = entry.name.removeprefix(PREFIX)
    return replace(
        evidence,
        current=entry.code,
        name=entry.name,
        in_context=searches.search(f"{name} {evidence.question}"),
        details=searches.details(entry, evidence.question),
        strange=searches.strange(evidence.question, entry),
    )

"""What the three sources say of a message: search over all, the statements of what is talked about, and Rasa."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from actions.moment import Moment
from actions.sources import Compares, Detail, SearchResult
from actions.understanding.markers import Markers, Marks

TALK = ("greet", "thanks", "goodbye", "help", "insult", "ask_person", "emergency")
PREFIX = "Thủ tục "


@dataclass(frozen=True)
class Evidence:
    """The measures that moves are weighed by.

    Attributes:
        question: the message.
        found: what search finds for it alone.
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
    def aspect_intent(self) -> float:
        """Give the chance that some aspect is asked."""
        return sum(
            chance
            for name, chance in self.intents.items()
            if name.startswith("ask_") and name not in ("ask_person", "ask_overview")
        )


async def gather(moment: Moment, markers: Markers) -> Evidence:
    """Ask all three."""
    heard, current = moment.heard, moment.state.procedure
    found = await moment.found()
    compare = moment.compare
    about = await _current(moment, current, compare) if current else {}
    return Evidence(
        question=heard.question,
        found=found,
        weight=compare.weight(heard.question),
        acts=compare.facets(heard.question).get("action", frozenset()),
        marks=markers.of(heard.text),
        intents=heard.chances,
        asks_aspect=bool(set(heard.named) - {"overview"}),
        **about,
    )


async def _current(moment: Moment, code: str, compare: Compares) -> dict[str, object]:
    question = moment.heard.question
    topic, procedure = moment.topic(code), await moment.procedure(code)
    entry = topic or procedure
    if entry is None:
        return {}
    name = entry.name.removeprefix(PREFIX)
    context = await asyncio.to_thread(moment.search, f"{name} {question}")
    details = await asyncio.to_thread(moment.details, entry, question)
    return {
        "current": code,
        "name": entry.name,
        "in_context": context,
        "details": details,
        "strange": compare.strange(question, entry),
    }

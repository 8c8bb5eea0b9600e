"""Learns how turns are understood: `python -m tests.bench.learn_understanding`, from the checkout's root.

Reads ``nlu_data/follow_ups/learn``, replays each turn behind what was rightly talked about before it, and writes
``actions/understanding/weights.json`` and ``search/statements/weights.json``. How good they are is told by
``python -m tests.bench.conversations`` on the development and the test conversations, which nothing is learned from.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from actions.fixed_phrases import FixedPhrases
from actions.heard import hear
from actions.moment import Moment
from actions.sources import Sources
from actions.state import State
from actions.understanding.decision import how_signals
from actions.understanding.evidence import gather
from actions.understanding.learning import learn_chance, learn_choice
from actions.understanding.markers import Markers
from actions.understanding.moves import Move, moves_of
from actions.understanding.weights import FILE
from bot.running.installation import Installation
from bot.running.models import rasa_model
from bot.settings import ROOT, load_settings
from knowledge import bundled
from search.statements.finder import WEIGHTS
from search.statements.signals import SIGNALS
from tests.bench.conversations import NOW, Turn, read
from tests.bench.conversations import hear as hear_all

LEARN = ROOT / "nlu_data" / "follow_ups" / "learn"
ABOUT = ("answer", "detail", "unsaid", "sympathy")
DECLINED = ("off_topic", "other_authority", "legal_advice", "nonsense")
TALKED = ("talk", "person", "emergency", "complaint", "reject")


def tracked(turns: Sequence[Turn]) -> Iterator[tuple[Turn, State]]:
    """Give each turn with the state that the turns before it, rightly answered, would have left."""
    state = State()
    for turn in turns:
        yield turn, state.model_copy(deep=True)
        if turn.does in ABOUT and turn.codes:
            known = [code for code in (state.procedure, *state.matters) if code in turn.codes]
            state.speak_of(known[0] if known else turn.codes[0], [])


def is_right(turn: Turn, move: Move, offered: Sequence[str]) -> bool:
    """Say whether a move is what a turn wants."""
    if turn.does in ABOUT:
        return bool(move.code) and move.code in turn.codes
    if turn.does == "clarify":
        return move.kind == "ask" and not set(offered).isdisjoint(turn.codes)
    if turn.does in DECLINED:
        return move.kind == "decline" or (turn.does == "nonsense" and move.kind == "talk")
    return turn.does in TALKED and move.kind == "talk"


class Lesson:
    """The turns of all conversations as examples."""

    def __init__(self, sources: Sources, heard: Mapping[str, Mapping[str, Any]]) -> None:
        self._sources = sources
        self._heard = heard
        self._phrases, self._markers = FixedPhrases(), Markers()
        self.moves: list[list[tuple[str, Mapping[str, float], bool]]] = []
        self.details: list[tuple[Mapping[str, float], bool]] = []
        self.said: list[tuple[Mapping[str, float], bool]] = []

    async def take(self, turn: Turn, state: State) -> None:
        """Add one turn."""
        told = self._heard[" ".join(turn.said.split())]
        moment = Moment(hear({**told, "text": turn.said}, "c", NOW, self._phrases), state, self._sources)
        evidence = await gather(moment, self._markers, self._phrases)
        moves = moves_of(evidence, state.matters, moment.searches)
        offered = [hit.code for hit in evidence.found.choices]
        rights = [is_right(turn, move, offered) for move in moves]
        if state.procedure:
            self.moves.append([(m.kind, m.signals, right) for m, right in zip(moves, rights, strict=True)])
        move = next((move for move, right in zip(moves, rights, strict=True) if right and move.code), None)
        if move and turn.does != "sympathy" and not moment.topic(move.code):
            await self._how(turn, move, moment)

    async def _how(self, turn: Turn, move: Move, moment: Moment) -> None:
        entry = await moment.entry(move.code)
        details = moment.searches.details(entry, moment.heard.question) if entry else []
        evidence = await gather(moment, self._markers, self._phrases)
        signals = how_signals(move, evidence, details, moment)
        self.details.append((signals, turn.does in ("detail", "unsaid")))
        if turn.does in ("detail", "unsaid"):
            self.said.append((signals, turn.does == "detail"))


def learn_statements(searcher: Any, store: Any, conversations: Sequence[Sequence[Turn]]) -> dict[str, float]:
    """Learn the weights of statements from the turns that a statement answers."""
    examples = []
    for turn in (turn for turns in conversations for turn in turns if turn.does == "detail"):
        for code in turn.codes:
            entry = store.procedure(code) or bundled.topics().get(code)
            record = searcher.statements.read(entry) if entry else None
            if record is None:
                continue
            holds = [words.casefold() for words in turn.holds]
            right = [all(words in told.whole.casefold() for words in holds) for told in record.statements]
            if any(right):
                rows = searcher.statements.signals(record, turn.said)
                named = [dict(zip(SIGNALS, map(float, row), strict=True)) for row in rows]
                examples.append([("statement", signals, is_it) for signals, is_it in zip(named, right, strict=True)])
                break
    return learn_choice(examples)["statement"]


def main() -> int:
    """Learn and write."""
    settings = load_settings()
    conversations = [turns for path in sorted(LEARN.glob("*.tsv")) for turns in read(path)]
    heard = hear_all((turn.said for turns in conversations for turn in turns), rasa_model(settings.models_dir, print))
    with Installation(settings, print) as installation:
        _write(WEIGHTS, learn_statements(installation.searcher(), installation.store, conversations))
        searcher = installation.searcher()
        lesson = Lesson(Sources(lambda: searcher, installation.store, bundled.topics()), heard)
        for turns in conversations:
            for turn, state in tracked(turns):
                if turn.does != "dossier":
                    asyncio.run(lesson.take(turn, state))
    weights = {
        **learn_choice(lesson.moves),
        **learn_chance(lesson.details, "detail"),
        **learn_chance(lesson.said, "said"),
    }
    _write(FILE, weights)
    print(f"{len(conversations)} conversations, {len(lesson.moves)} follow-ups, {len(lesson.details)} answers")
    return 0


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    np.seterr(over="ignore")
    sys.exit(main())

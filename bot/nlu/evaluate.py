"""Measures a model: `.venv-rasa/bin/python -m bot.nlu.evaluate --model FILE`, from the checkout's root.

Prints for the test set how many intents were told right, by intent, as typed and with the diacritics taken away, and
what was taken for what. A fallback counts as wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.quiet import quiet
from search.text import strip_marks

TEST_SET = Path("nlu_data/held_out/intents.tsv")


@dataclass(frozen=True)
class Trial:
    """One phrase of the test set: what it wants, what the model told, and which aspects it found."""

    text: str
    wanted: str
    told: str | None
    aspects: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Say whether the intent was told."""
        return self.told == self.wanted

    @property
    def asked(self) -> bool:
        """Say whether an action answers what was asked: the aspects found, or without any the intent told."""
        return self.wanted.removeprefix("ask_") in self.aspects if self.aspects else self.right


def read_phrases(folder: Path) -> Iterator[tuple[str, str]]:
    """Read the phrases of a folder of training data, each with its intent."""
    from rasa.shared.nlu.training_data.loading import load_data

    for example in load_data(str(folder)).intent_examples:
        yield example.get("text"), example.get("intent")


def read_trials(path: Path) -> list[tuple[str, str]]:
    """Read the phrases of a TSV, each with its intent; ``#`` begins a comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [(text, intent) for text, intent in rows]


def run(model: Path, phrases: Sequence[tuple[str, str]]) -> list[Trial]:
    """Let the model read each phrase."""
    from rasa.core.agent import Agent

    agent = Agent.load(model)

    async def read_all() -> list[Trial]:
        trials = []
        for text, wanted in phrases:
            told = await agent.parse_message(text)
            aspects = tuple(entity["value"] for entity in told["entities"])
            trials.append(Trial(text, wanted, told["intent"]["name"], aspects))
        return trials

    return asyncio.run(read_all())


def share(trials: Sequence[Trial]) -> float:
    """Give the share of the intents that were told right."""
    return sum(trial.right for trial in trials) / len(trials)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.evaluate", description="Đo mô hình Rasa.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=TEST_SET)
    parser.add_argument("--wrong", action="store_true", help="in từng câu sai")
    options = parser.parse_args(arguments)
    quiet()
    phrases = read_trials(options.data)
    typed = run(options.model, phrases)
    stripped = run(options.model, [(strip_marks(text), wanted) for text, wanted in phrases])
    _print_shares(typed, stripped)
    _print_confusion(typed)
    if options.wrong:
        for trial in typed:
            if not trial.right:
                print(f"{trial.wanted} -> {trial.told} {trial.aspects}: {trial.text}")
    return 0


def _print_shares(typed: Sequence[Trial], stripped: Sequence[Trial]) -> None:
    print(f"{'intent':16} {'n':>4} {'typed':>6} {'plain':>6}")
    for intent in sorted({trial.wanted for trial in typed}):
        of_typed = [trial for trial in typed if trial.wanted == intent]
        of_stripped = [trial for trial in stripped if trial.wanted == intent]
        print(f"{intent:16} {len(of_typed):4} {share(of_typed):6.2f} {share(of_stripped):6.2f}")
    print(f"{'all':16} {len(typed):4} {share(typed):6.3f} {share(stripped):6.3f}")
    asked = [sum(trial.asked for trial in trials) / len(trials) for trials in (typed, stripped)]
    print(f"{'asked':16} {len(typed):4} {asked[0]:6.3f} {asked[1]:6.3f}")


def _print_confusion(trials: Sequence[Trial]) -> None:
    print("\nwanted -> told")
    for (wanted, told), count in Counter((t.wanted, t.told) for t in trials if not t.right).most_common():
        print(f"{count:3} {wanted} -> {told}")


if __name__ == "__main__":
    sys.exit(main())

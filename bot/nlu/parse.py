"""Tells what a model hears: `.venv-rasa/bin/python -m bot.nlu.parse --model FILE < texts`, from the checkout's root.

A text a line on standard input, a JSON object a line on standard output: text, intent (name and chance), ranking and
entities, as the actions receive them. Benchmarks replay conversations with it, without a server.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.nlu.quiet import quiet

HEARD = ("text", "intent", "intent_ranking", "entities")


def parse(model: Path, texts: Sequence[str]) -> Iterator[dict[str, object]]:
    """Give what the model hears in each text."""
    from rasa.core.agent import Agent

    agent = Agent.load(model)
    loop = asyncio.new_event_loop()
    for text in texts:
        told = loop.run_until_complete(agent.parse_message(text))
        yield {name: told[name] for name in HEARD}
    loop.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse standard input; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.parse", description="Xem mô hình Rasa nghe thấy gì.")
    parser.add_argument("--model", type=Path, required=True)
    options = parser.parse_args(arguments)
    quiet()
    for heard in parse(options.model, [line.rstrip("\n") for line in sys.stdin]):
        print(json.dumps(heard, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

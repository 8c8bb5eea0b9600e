"""Replays conversations written by people and judges each turn: `python -m tests.bench.conversations FILE.tsv`.

Everything is real but the wire: Rasa's model hears the texts (in its own environment), the actions answer with the
published knowledge and the search of the data folder. The files are described in nlu_data/README.md: a turn a line,
``said, does, codes, aspects, holds``, an empty line between conversations.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa_sdk.executor import ActionExecutor

from actions.app import build_executor
from actions.dossiers.dossier import Dossier
from actions.dossiers.local_time import VIETNAM
from actions.province import Province
from bot.running.installation import Installation
from bot.running.models import RASA_PYTHON, rasa_model
from bot.settings import ROOT, load_settings
from knowledge import bundled

NOW = dt.datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)
TALK = ("greet", "thanks", "goodbye", "help", "ask_person", "insult", "emergency")
ACTION_OF = {"dossier_status": "action_dossier"} | dict.fromkeys(TALK, "action_talk")


@dataclass(frozen=True)
class Turn:
    """What a person says, and what should come."""

    said: str
    does: str
    codes: tuple[str, ...]
    aspects: tuple[str, ...]
    holds: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A turn with what came: whether it is right, and what is wrong with it."""

    turn: Turn
    is_first: bool
    fault: str | None
    replies: Sequence[Mapping[str, Any]]


class NoDossiers:
    """A backend that knows nothing."""

    async def get(self, code: str) -> Dossier | None:
        return None


def read(path: Path) -> list[list[Turn]]:
    """Read the conversations of a file."""
    conversations: list[list[Turn]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if not line.strip():
            conversations.append([])
            continue
        said, does, codes, aspects, holds = [*line.split("\t"), "", "", "", ""][:5]
        conversations[-1].append(Turn(said, does.strip(), _parts(codes, "|"), _parts(aspects, ","), _parts(holds, "|")))
    return [turns for turns in conversations if turns]


def _parts(text: str, sign: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(sign) if part.strip())


def hear(texts: Iterable[str], model: Path) -> dict[str, dict[str, Any]]:
    """Let Rasa's model hear each text."""
    asked = list(dict.fromkeys(" ".join(text.split()) for text in texts))
    command = [str(RASA_PYTHON), "-m", "bot.nlu.parse", "--model", str(model)]
    told = subprocess.run(command, cwd=ROOT, input="\n".join(asked), capture_output=True, text=True, check=True)
    heard = [json.loads(line) for line in told.stdout.splitlines()]
    return dict(zip(asked, heard, strict=True))


async def replay(
    conversations: Sequence[Sequence[Turn]], heard: Mapping[str, Mapping[str, Any]], executor: ActionExecutor
) -> list[Judged]:
    """Hold each conversation from its beginning, and judge what comes."""
    judged = []
    for number, turns in enumerate(conversations):
        state: dict[str, Any] = {}
        for place, turn in enumerate(turns):
            answer = await _say(turn.said, heard, state, f"c{number}", executor)
            state = answer["state"]
            judged.append(Judged(turn, place == 0, fault_of(turn, answer["messages"], state), answer["messages"]))
    return judged


async def _say(
    text: str, heard: Mapping[str, Mapping[str, Any]], state: Mapping[str, Any], name: str, executor: ActionExecutor
) -> dict[str, Any]:
    told = heard[" ".join(text.split())]
    metadata = {"message_id": "m", "conversation_id": name, "channel": "web", "state": state}
    result = await executor.run(
        {
            "next_action": ACTION_OF.get(told["intent"]["name"], "action_answer"),
            "sender_id": name,
            "domain": {},
            "tracker": {"sender_id": name, "latest_message": {**told, "text": text, "metadata": metadata}},
        }
    )
    assert result is not None
    answer: dict[str, Any] = json.loads(json.dumps(result.responses[0]["custom"]))
    return answer


def fault_of(turn: Turn, replies: Sequence[Mapping[str, Any]], state: Mapping[str, Any]) -> str | None:
    """What is wrong with the replies to a turn, None where they are right."""
    types = {reply["type"] for reply in replies}
    reasons = {reply["reason"] for reply in replies} - {None}
    text = " ".join(reply["text"] for reply in replies).casefold()
    about = {code for reply in replies for code in _about(reply)}
    offered = {offer["code"] for offer in state.get("offers", ()) if offer["code"]}
    is_right_code = not turn.codes or not about.isdisjoint(turn.codes)
    match turn.does:
        case "answer":
            if "answer" not in types:
                return f"not answered ({', '.join(sorted(types | reasons))})"
            if not is_right_code:
                return "another procedure"
            told = {aspect for reply in replies for aspect in reply["aspects"]}
            quoted = any(reply["statements"] for reply in replies)
            missing = set(turn.aspects) - told - {"overview"}
            return f"aspects not told: {sorted(missing)}" if missing and not quoted else None
        case "detail":
            if not is_right_code or not about:
                return f"not about it ({', '.join(sorted(types | reasons))})"
            if not all(words.casefold() in text for words in turn.holds):
                return "another statement"
            return None if any(reply["statements"] for reply in replies) else "whole aspect"
        case "unsaid":
            return None if is_right_code and about else f"not about it ({', '.join(sorted(types | reasons))})"
        case "clarify":
            return (
                None
                if "clarify" in types and not offered.isdisjoint(turn.codes)
                else f"not asked ({', '.join(sorted(types))})"
            )
        case "off_topic" | "other_authority" | "nonsense":
            return (
                None
                if types & {"refusal", "clarify"} and "answer" not in types
                else f"taken for ours ({', '.join(sorted(types))})"
            )
        case "legal_advice":
            return None if "legal_advice" in reasons else f"not declined ({', '.join(sorted(types | reasons))})"
        case "dossier":
            return None if "dossier" in types or "error" in types else "no dossier"
        case "sympathy":
            return None if is_right_code and about else "no life event"
        case _:
            return (
                None
                if types & {"text", "notice", "handoff", "clarify"} and "answer" not in types
                else f"{', '.join(sorted(types))}"
            )


def _about(reply: Mapping[str, Any]) -> Iterator[str]:
    if reply["procedure"]:
        yield reply["procedure"]["code"]
    url = (reply["source"] or {}).get("url") or ""
    yield from ("/".join(url.rsplit("/", 2)[-2:]) for kind in ("huong-dan", "su-kien", "chu-de") if f"/{kind}/" in url)


def main(arguments: Sequence[str] | None = None) -> int:
    """Replay and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.conversations")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--wrong", action="store_true", help="print each wrong turn")
    options = parser.parse_args(arguments)
    settings = load_settings()
    conversations = [turns for path in options.files for turns in read(path)]
    heard = hear((turn.said for turns in conversations for turn in turns), rasa_model(settings.models_dir, print))
    with Installation(settings) as installation:
        searcher = installation.searcher()
        executor = build_executor(
            searcher=lambda: searcher,
            store=installation.store,
            backend=NoDossiers(),
            province=Province.load(),
            clock=lambda: NOW,
            public_url="https://motcua.test",
            topics=bundled.topics(),
        )
        judged = asyncio.run(replay(conversations, heard, executor))
    _print(judged, options.wrong)
    return 0


def _print(judged: Sequence[Judged], wrong: bool) -> None:
    for one in (one for one in judged if wrong and one.fault):
        turn, reply = one.turn, one.replies[0]
        name = (reply["procedure"] or {}).get("name", "")
        print(f"{'FIRST ' if one.is_first else ''}{turn.does} {'|'.join(turn.codes)}: {turn.said}")
        print(f"    {one.fault} -> {reply['type']} {name}: {reply['text'][:160]!r}")
    by_kind: defaultdict[str, list[bool]] = defaultdict(list)
    for one in judged:
        for kind in ("all", "first" if one.is_first else "follow-up", one.turn.does):
            by_kind[kind].append(one.fault is None)
    for kind, rights in by_kind.items():
        print(f"{kind:16} {len(rights):5} {sum(rights) / len(rights):.3f}")
    for fault, count in Counter(one.fault for one in judged if one.fault).most_common(20):
        print(f"{count:5} {fault}")


if __name__ == "__main__":
    sys.exit(main())

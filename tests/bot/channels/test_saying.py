"""What is said on any channel is cleaned, measured, stored once, and told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.heard import LONGEST
from bot.channels.saying import EmptyText, Saying, TextTooLong, clean
from bot.conversations.database import Database
from bot.conversations.inbox import NotOffered, Stored
from bot.conversations.messages import Arriving
from bot.web.metrics import Metrics
from knowledge.store.database import open_engine
from tests.bot.conversations.world import World


class Said:
    """A conversation in which things are said on a channel."""

    def __init__(self, world: World) -> None:
        self.arrived: list[str] = []
        self.metrics = Metrics()
        self.saying = Saying(world.inbox, self.arrived.append, self.metrics)
        self.conversation = world.open()

    def say(self, text: str, client_id: str = "1", is_payload: bool = False) -> Stored:
        arriving = Arriving(self.conversation, client_id, text, is_payload)
        return asyncio.run(self.saying.say("web", arriving))

    @property
    def counted(self) -> bool:
        return b'motcua_messages_total{channel="web"} 1.0' in self.metrics.as_text()


@pytest.fixture
def said(tmp_path: Path) -> Iterator[Said]:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    yield Said(World(Database(engine)))
    engine.dispose()


def test_it_is_stored_clean_and_told_once(said: Said) -> None:
    assert said.say(" khai\x00 sinh\r\nở đâu ").message.text == "khai sinh\nở đâu"
    assert not said.say("khai sinh").is_new
    assert said.arrived == [said.conversation]
    assert said.counted


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b", "\x00", "\ud83d"])
def test_what_cannot_be_seen_is_not_stored(said: Said, text: str) -> None:
    with pytest.raises(EmptyText):
        said.say(text)
    assert said.arrived == [] and not said.counted


def test_it_is_measured_after_it_is_cleaned(said: Said) -> None:
    assert said.say(" " + "ă" * LONGEST + "\x00 ").is_new
    with pytest.raises(TextTooLong, match=str(LONGEST + 1)):
        said.say("ă" * (LONGEST + 1), "2")


def test_a_payload_counts_only_if_it_was_offered(said: Said) -> None:
    with pytest.raises(NotOffered):
        said.say("Lệ phí bao nhiêu?", is_payload=True)
    assert said.arrived == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\tkhai sinh\t", "khai sinh"),
        ("khai\x1b[31m sinh", "khai[31m sinh"),
        ("e\u0301 \u200d👨", "e\u0301 \u200d👨"),
        ("\ud83d", ""),
    ],
)
def test_what_is_left_of_what_was_written(written: str, kept: str) -> None:
    assert clean(written) == kept

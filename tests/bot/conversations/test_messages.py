"""A message as it is given out."""

from __future__ import annotations

import datetime as dt

from actions.reply import Button, Reply
from bot.conversations.answered import Answered
from bot.conversations.messages import Message
from tests.bot.conversations.world import NOON, World

FIELDS = {
    "expects",
    "private",
    *("seq", "from", "type", "text", "at"),
    *("procedure", "aspects", "source", "reason", "dossier", "buttons"),
}
FIELDS |= {"reply_to", "last", "statements"}


def test_a_message_is_a_reply_with_its_place_in_the_conversation() -> None:
    given = Message(seq=1, from_="bot", type="text", text="Chào", buttons=[Button(title="A", payload="a")], at=NOON)
    assert set(given.as_json()) == FIELDS
    assert given.as_json()["from"] == "bot"
    assert given.as_json()["buttons"] == [{"title": "A", "payload": "a"}]
    assert set(Reply(type="text", text="Chào").as_json()) == FIELDS - {"seq", "from", "at", "reply_to", "last"}


def test_moments_keep_their_zone(world: World) -> None:
    one = world.open()
    world.now = NOON.astimezone(dt.timezone(dt.timedelta(hours=7)))
    world.say(one)
    [message] = world.outbox.after(one, 0, 9)
    assert message.at == NOON
    assert message.as_json()["at"] == "2026-11-25T12:00:00+07:00"


def test_everything_that_a_reply_says_is_given_out(world: World) -> None:
    one = world.open()
    reply = Reply.model_validate(
        {
            "type": "dossier",
            "text": "Hồ sơ đang xử lý",
            "procedure": {"code": "1.001193", "name": "Khai sinh", "url": "http://motcua.test/thu-tuc/1.001193"},
            "aspects": ["papers", "fee"],
            "source": {"title": "Cổng", "url": None, "as_of": "2026-07-01"},
            "reason": "no_data",
            "dossier": {"code": "H15", "state": "x"},
            "buttons": [{"title": "Mở", "url": "https://vi.du"}],
        }
    )
    world.ask(one, "tới đâu rồi", Answered({}, [reply]))
    given = world.outbox.after(one, 1, 9)[0].as_json()
    assert {name: given[name] for name in reply.as_json()} == reply.as_json()

"""The database of conversations: brought up to date with what stands in it, and true to its promises."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.reply import Missed, Reply
from bot.conversations.answered import Answered
from bot.conversations.database import MIGRATIONS, VERSION_TABLE, Database
from bot.conversations.messages import Arriving
from bot.conversations.tables import metadata
from knowledge.store.database import open_engine
from knowledge.store.migrating import migrate
from tests.bot.conversations.world import NOON, World

# What a database of the first version holds: a conversation whose second message waits.
OLD_CONVERSATION = (
    "INSERT INTO bot_conversation (id, channel, token_hash, state, last_seq, opened_at, failures)"
    " VALUES ('old', 'web', 'x', :state, 3, :at, 0)"
)
OLD_MESSAGE = (
    "INSERT INTO bot_message (id, conversation, seq, sender, type, text, body, buttons, last, at, client_id, waiting)"
    " VALUES (:id, 'old', :seq, :sender, 'text', :text, :body, :buttons, :last, :at, :client_id, :waiting)"
)


def old_message(seq: int, sender: str, text: str, waiting: bool) -> dict[str, object]:
    is_bot = sender == "bot"
    body = {"procedure": None, "aspects": ["fee"], "source": None, "reason": None, "dossier": None}
    return {
        "id": f"m{seq}", "seq": seq, "sender": sender, "text": text, "last": is_bot, "at": NOON,
        "body": json.dumps(body) if is_bot else None,
        "buttons": json.dumps([{"title": "Phí?", "payload": "phí"}]) if is_bot else None,
        "client_id": None if is_bot else str(seq), "waiting": waiting,
    }  # fmt: skip


@pytest.fixture
def old_url(database_url: str, tmp_path: Path) -> str:
    """A database as the first version left it."""
    first = tmp_path / "first_version"
    shutil.copytree(
        MIGRATIONS,
        first,
        ignore=lambda _, names: [name for name in names if name.startswith("0") and name[:4] > "0001"],
    )
    engine = open_engine(database_url)
    migrate(engine, first, VERSION_TABLE)
    with engine.begin() as connection:
        connection.execute(sa.text(OLD_CONVERSATION), {"state": '{"n": 1}', "at": NOON})
        for row in (
            old_message(1, "citizen", "khai sinh", False),
            old_message(2, "bot", "Đây", False),
            old_message(3, "citizen", "phí bao nhiêu", True),
        ):
            connection.execute(sa.text(OLD_MESSAGE), row)
    engine.dispose()
    return database_url


def test_a_database_of_the_first_version_goes_on_with_all_that_it_holds(old_url: str) -> None:
    engine = open_engine(old_url)
    world = World(Database(engine))
    assert [message.text for message in world.outbox.after("old", 0, 9)] == ["khai sinh", "Đây", "phí bao nhiêu"]
    assert world.outbox.after("old", 1, 1)[0].aspects == ["fee"]
    assert not world.inbox.store(Arriving("old", "1", "khai sinh")).is_new
    assert world.claim("a") == ["old"]
    assert world.waiting("old").state == {"n": 1}
    refusal = Reply(type="refusal", text="Chưa có", reason="no_data")
    world.answer("old", "a", 3, Answered({}, [refusal], Missed(reason="no_data")))
    assert world.deliveries.states("old") == {}
    assert [question.text for question in world.missed.find()] == ["phí bao nhiêu"]
    world.conversations.delete("old")
    assert world.outbox.after("old", 0, 9) == [] and world.missed.find() == []
    engine.dispose()


def test_the_migrations_make_the_tables_that_the_code_knows(world: World, database_url: str) -> None:
    engine = open_engine(database_url)
    seen = sa.inspect(engine)
    for table in metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in seen.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}, table.name
    engine.dispose()


def test_of_a_failed_transaction_nothing_is_kept(world: World) -> None:
    one = world.open()
    with pytest.raises(RuntimeError), world.database.writing() as connection:
        connection.execute(sa.text("UPDATE bot_conversation SET last_seq = 7"))
        raise RuntimeError
    assert world.outbox.last_seqs([one]) == {one: 0}


def test_a_moment_comes_back_in_utc(world: World) -> None:
    one = world.open()
    world.now = NOON.astimezone(dt.timezone(dt.timedelta(hours=-9)))
    world.say(one)
    assert world.waiting(one).at.tzinfo == dt.UTC


def test_together_is_one_transaction_in_which_what_fails_is_undone_alone(world: World) -> None:
    one = world.open()
    with world.database.together():
        world.say(one, "một")
        with pytest.raises(RuntimeError), world.database.writing():
            world.say(one, "hỏng")
            raise RuntimeError
        world.say(one, "hai")
    with pytest.raises(RuntimeError), world.database.together():
        world.say(one, "ba")
        raise RuntimeError
    assert [message.text for message in world.outbox.after(one, 0, 9)] == ["một", "hai"]
    assert world.say(one, "bốn") == 3

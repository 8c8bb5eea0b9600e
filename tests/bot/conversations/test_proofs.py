"""Look-ups and wrong proofs, counted in the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from actions.dossiers.proof import CODES_A_DAY, FREE_WRONG
from bot.conversations.database import Database
from bot.conversations.proofs import DatabaseGuard
from bot.running.sealing import Sealing
from knowledge.store.database import open_engine
from tests.bot.conversations.world import NOON

CODE = "H15.18-230601-0001"
DIGEST = Sealing(["k" * 40]).digest
TOMORROW = NOON + dt.timedelta(days=1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    engine = open_engine(database_url)
    yield Database(engine)
    engine.dispose()


def test_a_conversation_may_look_at_fifteen_codes_a_day(database: Database) -> None:
    guard = DatabaseGuard(database, DIGEST)
    assert all(guard.may_look_up("c", str(n), NOON) for n in range(CODES_A_DAY))
    again = DatabaseGuard(database, DIGEST)
    assert not again.may_look_up("c", "one more", NOON)
    assert again.may_look_up("c", "3", NOON), "a code that was seen counts once"
    assert again.may_look_up("d", "one more", NOON)
    assert again.may_look_up("c", "one more", TOMORROW)


def test_wrong_proofs_slow_a_dossier_over_restarts_and_never_for_the_day(database: Database) -> None:
    for n in range(FREE_WRONG):
        guard = DatabaseGuard(database, DIGEST)
        assert guard.proof_opens(CODE, NOON) is None
        guard.wrong_proof(f"c{n}", CODE, NOON)
    until = DatabaseGuard(database, DIGEST).proof_opens(CODE, NOON)
    assert until == NOON + dt.timedelta(minutes=1)
    assert guard.proof_opens(CODE, until) is None
    assert guard.proof_opens("H15.18-230601-0002", NOON) is None
    assert guard.proof_opens(CODE, TOMORROW) is None


def test_no_code_is_kept_as_it_is_written(database: Database) -> None:
    guard = DatabaseGuard(database, DIGEST)
    guard.may_look_up("c", CODE, NOON)
    guard.wrong_proof("c", CODE, NOON)
    with database.reading() as connection:
        kept = [
            row
            for table in ("bot_dossier_look", "bot_wrong_proof")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert len(kept) == 2 and CODE not in str(kept)


def test_what_is_old_goes(database: Database) -> None:
    guard, later = DatabaseGuard(database, DIGEST), NOON + dt.timedelta(days=4)
    guard.may_look_up("c", CODE, NOON)
    guard.wrong_proof("c", CODE, NOON)
    guard.may_look_up("d", CODE, later)
    guard.wrong_proof("d", CODE, later)
    with database.reading() as connection:
        for table in ("bot_dossier_look", "bot_wrong_proof"):
            assert connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar() == 1

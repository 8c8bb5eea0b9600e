"""The database as the store finds it: addresses, settings, schemas."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa

from knowledge.store import tables
from knowledge.store.database import BUSY_TIMEOUT_MS, DatabaseError, open_engine, writer
from knowledge.store.store import KnowledgeStore
from tests.servers import free_port


def test_migrating_makes_the_tables_that_the_code_works_with(store: KnowledgeStore, engine: sa.Engine) -> None:
    found = sa.MetaData()
    found.reflect(engine)
    for table in tables.metadata.tables.values():
        columns = {(c.name, c.nullable, c.primary_key) for c in found.tables[table.name].columns}
        assert columns == {(c.name, c.nullable, c.primary_key) for c in table.columns}, table.name
    assert set(found.tables) == {*tables.metadata.tables, "knowledge_version"}


def test_migrating_twice_changes_nothing(store: KnowledgeStore) -> None:
    store.migrate()
    assert store.is_fresh()


def test_processes_that_start_together_take_turns(database_url: str) -> None:
    def migrate(_: int) -> bool:
        engine = open_engine(database_url)
        store = KnowledgeStore(engine)
        store.migrate()
        fresh = store.is_fresh()
        engine.dispose()
        return fresh

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(migrate, range(4))) == [True] * 4


def test_a_new_file_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    def connect(url: str, together: Barrier) -> None:
        engine = open_engine(url)
        together.wait()
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        engine.dispose()

    # Eight connections fall over one another in about one file of ten.
    for number in range(40):
        together = Barrier(8)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(connect, [f"sqlite:///{tmp_path}/{number}.db"] * 8, [together] * 8))


def test_a_database_of_a_newer_version_is_refused(store: KnowledgeStore, engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE knowledge_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match=r"9999.*mới hơn chương trình"):
        store.migrate()


def test_sqlite_runs_in_wal_mode_with_foreign_keys_and_patience(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/deep/er/motcua.db")
    with engine.connect() as connection:
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")]
        assert values == ["wal", 1]
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == BUSY_TIMEOUT_MS
    engine.dispose()


def test_a_writer_that_reads_first_waits_for_the_one_before(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE counter (n INTEGER)"))
        connection.execute(sa.text("INSERT INTO counter VALUES (0)"))

    def raise_it(_: int) -> None:
        with writer(engine).begin() as connection:
            n = connection.scalar(sa.text("SELECT n FROM counter" + lock))
            connection.execute(sa.text("UPDATE counter SET n = :n"), {"n": n + 1})

    lock = " FOR UPDATE" if engine.dialect.name == "postgresql" else ""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(raise_it, range(40)))
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT n FROM counter")) == 40
    engine.dispose()


@pytest.mark.parametrize("url", ["mysql://localhost/x", "không phải địa chỉ"])
def test_an_address_of_another_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError, match="sqlite:///"):
        open_engine(url)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match="file/sub"):
        open_engine(f"sqlite:///{tmp_path}/file/sub/motcua.db")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "motcua.db").write_text("không phải cơ sở dữ liệu " * 100)
    with pytest.raises(DatabaseError, match=r"motcua\.db.*not a database"):
        KnowledgeStore(open_engine(f"sqlite:///{tmp_path}/motcua.db")).migrate()


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    engine = open_engine(f"postgresql://motcua:secret@127.0.0.1:{free_port()}/motcua")
    with pytest.raises(DatabaseError, match=r"motcua:\*\*\*@127\.0\.0\.1") as error:
        KnowledgeStore(engine).migrate()
    assert "secret" not in str(error.value)


def test_a_plain_postgresql_address_gets_the_driver_that_is_installed() -> None:
    assert open_engine("postgresql://u@127.0.0.1:1/x").url.drivername == "postgresql+psycopg"


def test_a_script_of_a_migration_is_named_by_its_revision() -> None:
    root = Path(__file__).resolve().parents[3]
    for path in [
        *root.glob("knowledge/store/migrations/versions/*.py"),
        *root.glob("bot/conversations/migrations/versions/*.py"),
    ]:
        assert f'revision = "{path.stem.split("_")[0]}"' in path.read_text(encoding="utf-8"), path

"""Every test of the store runs on SQLite and on PostgreSQL: it takes `database_url`, `engine` or `store`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.store.database import open_engine
from knowledge.store.store import KnowledgeStore


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        return url
    return f"sqlite:///{tmp_path / 'motcua.db'}"


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """An engine on an empty database."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: sa.Engine) -> KnowledgeStore:
    """A store with its tables and nothing in them."""
    store = KnowledgeStore(engine)
    store.migrate()
    return store

"""The app with the Zalo channel on, and a fake Zalo behind it; on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.channels.zalo.account import account_of
from bot.channels.zalo.token_store import Pair, TokenStore
from bot.clock import world_clock
from bot.conversations.conversations import Conversations
from bot.conversations.database import Database
from bot.conversations.deliveries import Deliveries
from bot.conversations.outbox import Outbox
from bot.running.sealing import sealing_of
from bot.settings import Settings
from knowledge.store.database import open_engine
from tests.bot.channels.zalo.events import SETTINGS
from tests.bot.channels.zalo.fake_zalo import FakeZalo
from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import front, settings_for


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'motcua.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def zalo() -> FakeZalo:
    return FakeZalo()


@pytest.fixture
def zalo_url(zalo: FakeZalo) -> Iterator[str]:
    with zalo.live() as url:
        yield url


@pytest.fixture
def settings(tmp_path: Path, rasa_url: str, rasa: FakeRasa, database_url: str, zalo_url: str) -> Settings:
    hosts = {"zalo_api_url": zalo_url, "zalo_oauth_url": zalo_url}
    return settings_for(tmp_path, rasa_url, database_url, **SETTINGS, **hosts)


@dataclass
class Office:
    """The database behind the app, as a test looks into it."""

    database: Database
    settings: Settings

    def __post_init__(self) -> None:
        self.conversations = Conversations(self.database, world_clock)
        self.deliveries = Deliveries(self.database, world_clock)
        self.outbox = Outbox(self.database, world_clock)

    @property
    def tokens(self) -> TokenStore:
        account = account_of(self.settings)
        assert account is not None
        return account.tokens(self.database, sealing_of(self.settings), world_clock)

    def authorise(self, access: str, refresh: str, access_lasts: dt.timedelta = dt.timedelta(hours=25)) -> None:
        now = world_clock()
        self.tokens.put(Pair(access, refresh, now + access_lasts, now + dt.timedelta(days=90)))

    def conversation(self, person: str = "lan") -> str:
        return self.conversations.with_person("zalo", person)

    def heard(self, person: str = "lan") -> list[str]:
        """What a person said, as it is kept."""
        said = self.outbox.after(self.conversation(person), 0, 500)
        return [message.text for message in said if message.from_ == "citizen"]

    def replies(self, person: str = "lan") -> list[str]:
        said = self.outbox.after(self.conversation(person), 0, 500)
        return [message.text for message in said if message.from_ == "bot"]

    def states(self, person: str = "lan") -> list[tuple[str, str | None]]:
        states = self.deliveries.states(self.conversation(person)).values()
        return [(state.state, state.reason) for state in states]


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    engine = open_engine(settings.database)
    yield Office(Database(engine), settings)
    engine.dispose()


@pytest.fixture
def authorised(office: Office, zalo: FakeZalo) -> Office:
    office.authorise(zalo.access, zalo.refresh)
    return office


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with front(settings) as url, httpx.Client(base_url=url, timeout=20, trust_env=False) as client:
        yield client

"""Fixtures of the front door's tests: an app for each module, and a fresh conversation for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import Citizen, Come, front, settings_for
from tests.bot.live import live


@pytest.fixture(scope="module")
def shared_rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture(scope="module")
def rasa_url(shared_rasa: FakeRasa) -> Iterator[str]:
    with live(shared_rasa.app()) as url:
        yield url


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the module's app."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def url(folder: Path, rasa_url: str) -> Iterator[str]:
    """The address of the module's app."""
    with front(settings_for(folder, rasa_url)) as address:
        yield address


@pytest.fixture
def rasa(shared_rasa: FakeRasa) -> FakeRasa:
    """The fake Rasa, as if nobody had asked it anything yet."""
    shared_rasa.__init__()  # type: ignore[misc]
    return shared_rasa


@pytest.fixture
def come() -> Iterator[Come]:
    """Lets citizens come to an app's address, and sees them out."""
    with ExitStack() as stack:

        def one_comes(address: str, subject: str | None = None) -> Citizen:
            someone = Citizen.come(address, subject)
            stack.callback(someone.http.close)
            return someone

        yield one_comes


@pytest.fixture
def citizen(come: Come, url: str, rasa: FakeRasa) -> Citizen:
    return come(url)

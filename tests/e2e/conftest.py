"""Fixtures of the tests with a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import front, settings_for
from tests.bot.live import live
from tests.e2e.browser import CHROMIUM, PHONE, chromium
from tests.e2e.chat_page import say


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no chromium installed")
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def rasa() -> FakeRasa:
    return FakeRasa(say=say)


@pytest.fixture(scope="module")
def rasa_url(rasa: FakeRasa) -> Iterator[str]:
    with live(rasa.app()) as url:
        yield url


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, rasa_url: str) -> Iterator[str]:
    with front(settings_for(tmp_path_factory.mktemp("data"), rasa_url)) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="vi-VN", has_touch=True)
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, url: str, rasa: FakeRasa) -> Iterator[Page]:
    """The page as it was opened; nothing may go wrong in its scripts, and nothing is fetched from elsewhere."""
    rasa.slow_s, rasa.always = 0.0, None
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: faults.append(r.url) if not r.url.startswith(url) else None)
    page.goto(url)
    yield page
    assert faults == []

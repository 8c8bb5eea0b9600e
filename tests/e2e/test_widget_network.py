"""The widget where something fails: the network, the server, a proxy in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import front, settings_for
from tests.e2e.chat_page import QUESTION, ask
from tests.e2e.foreign import foreign
from tests.e2e.proxy import NGINX, buffering_proxy
from tests.servers import free_port

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(context: BrowserContext) -> Iterator[Page]:
    yield context.new_page()


def open_widget(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Hỏi xã").click()
    expect(page.get_by_label("Câu hỏi của anh/chị")).to_be_visible()


def test_a_cut_network_and_a_restarted_server_lose_nothing_and_say_nothing_twice(
    opened: Page, context: BrowserContext, tmp_path: Path, rasa: FakeRasa, rasa_url: str
) -> None:
    port, guest_port = free_port(), free_port()
    settings = settings_for(tmp_path, rasa_url, widget_origins=f"http://127.0.0.1:{guest_port}")
    before = len(rasa.asked)
    with foreign(guest_port, f"http://127.0.0.1:{port}") as page:
        with front(settings, port):
            open_widget(opened, page)
            ask(opened, QUESTION)
            expect(opened.locator(".message")).to_have_count(3)
            context.set_offline(True)
            ask(opened, "mất bao lâu")
            expect(opened.get_by_role("status")).to_contain_text("Mất kết nối")
            context.set_offline(False)
            expect(opened.locator(".message")).to_have_count(5)
        ask(opened, "tôi muốn đăng ký")
        expect(opened.locator(".message.citizen .meta").last).to_contain_text("Chưa gửi được")
        with front(settings, port):
            expect(opened.locator(".message")).to_have_count(7)
            expect(opened.get_by_role("status")).to_have_text("")
        opened.close()
    assert [asked["message"] for asked in rasa.asked[before:]] == [QUESTION, "mất bao lâu", "tôi muốn đăng ký"]


@pytest.mark.skipif(not Path(NGINX).exists(), reason="no nginx installed")
def test_behind_a_proxy_that_holds_events_back_and_cuts_them_answers_come(
    opened: Page, tmp_path: Path, rasa: FakeRasa, rasa_url: str
) -> None:
    guest_port = free_port()
    settings = settings_for(tmp_path, rasa_url, widget_origins=f"http://127.0.0.1:{guest_port}")
    rasa.slow_s = 0.5
    with (
        front(settings) as url,
        buffering_proxy(tmp_path, free_port(), url) as proxied,
        foreign(guest_port, proxied) as page,
    ):
        open_widget(opened, page)
        for number, text in enumerate((QUESTION, "mất bao lâu", "tôi muốn đăng ký")):
            ask(opened, text)
            expect(opened.locator(".message")).to_have_count(3 + 2 * number)
        # Once the proxy has cut a silent stream, the next one is there.
        opened.wait_for_event("requestfailed", lambda request: request.url.endswith("/events"), timeout=30_000)
        ask(opened, "mất bao lâu nữa")
        expect(opened.locator(".message")).to_have_count(9)
        opened.close()
    rasa.slow_s = 0.0

"""Many tabs of one browser, and what this browser remembers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.bot.fake_rasa import FakeRasa
from tests.e2e.chat_page import QUESTION, ask

pytestmark = pytest.mark.browser
TABS = 8


def test_two_tabs_opened_before_the_first_message_are_one_conversation(
    page: Page, context: BrowserContext, url: str, rasa: FakeRasa
) -> None:
    second = context.new_page()
    second.goto(url)
    expect(second.locator(".message")).to_have_count(1)
    before = len(rasa.asked)
    ask(page, QUESTION)
    ask(second, "mất bao lâu")
    for tab in (page, second):
        expect(tab.locator(".message")).to_have_count(5)
    assert len({asked["sender"] for asked in rasa.asked[before:]}) == 1
    ask(second, "tôi muốn đăng ký")
    expect(page.get_by_role("button", name="Đăng ký kết hôn", exact=True)).to_be_visible()


def test_eight_tabs_all_work(page: Page, context: BrowserContext, url: str) -> None:
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    tabs = [page]
    for _ in range(TABS - 1):
        tab = context.new_page()
        tab.goto(url)
        expect(tab.locator(".message")).to_have_count(3)
        tabs.append(tab)
    for number, tab in enumerate(reversed(tabs)):
        ask(tab, f"mất bao lâu, lần {number}")
        for other in tabs:
            expect(other.locator(".message")).to_have_count(5 + 2 * number)


def test_a_tab_takes_the_stream_over_from_one_that_is_closed(page: Page, context: BrowserContext, url: str) -> None:
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    second, third = context.new_page(), context.new_page()
    for tab in (second, third):
        tab.goto(url)
        expect(tab.locator(".message")).to_have_count(3)
    page.close()
    ask(third, "mất bao lâu")
    for tab in (second, third):
        expect(tab.locator(".message")).to_have_count(5)


def test_a_hidden_tab_gives_its_stream_up_and_catches_up_when_it_is_seen(
    page: Page, context: BrowserContext, url: str
) -> None:
    ended: list[str] = []
    page.on("requestfailed", lambda request: ended.append(request.url))
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    page.evaluate(HIDDEN, True)
    second = context.new_page()
    second.goto(url)
    ask(second, "mất bao lâu")
    expect(second.locator(".message")).to_have_count(5)
    assert any(address.endswith("/events") for address in ended)
    second.close()
    with page.expect_request("**/events"):
        page.evaluate(HIDDEN, False)
    expect(page.locator(".message")).to_have_count(5)


# Playwright shows all tabs: what a browser does when one is hidden is done by hand.
HIDDEN = """isHidden => {
    Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_conversation_that_one_tab_deletes_is_gone_in_the_other(
    page: Page, context: BrowserContext, url: str
) -> None:
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    second = context.new_page()
    second.goto(url)
    expect(second.locator(".message")).to_have_count(3)
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("button", name="Xóa cuộc trò chuyện").click()
    page.get_by_role("button", name="Xóa hẳn").click()
    expect(second.locator(".message")).to_have_count(1)


def test_the_last_answers_can_be_read_without_the_server(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    page.route(re.compile("/api/"), lambda route: route.abort())
    page.reload()
    expect(page.locator(".message.bot").nth(1)).to_contain_text("Giấy tờ phải nộp")
    ask(page, "mất bao lâu")
    expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    page.unroute(re.compile("/api/"))
    page.get_by_role("button", name="Gửi lại ngay").click()
    expect(page.locator(".message")).to_have_count(5)


def test_the_page_is_usable_before_the_api_has_answered_once(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(url).split("?")[0]))
    page.route(re.compile("/api/"), lambda route: route.abort())
    page.goto(url)
    expect(page.get_by_label("Câu hỏi của anh/chị")).to_be_visible()
    needed = {address for address in asked if not address.startswith("/api/")}
    assert needed <= {"/", "/widget/page.js", "/static/chat/page.css", "/static/shared/icon.svg"}

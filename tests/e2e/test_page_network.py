"""The chat page on networks and servers that fail, in a real browser before the real app with a fake Rasa."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import front, settings_for
from tests.e2e.chat_page import QUESTION, ask, picture
from tests.servers import free_port

pytestmark = pytest.mark.browser


def test_what_is_said_without_network_is_sent_later_and_once(
    page: Page, context: BrowserContext, rasa: FakeRasa
) -> None:
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    before = len(rasa.asked)
    context.set_offline(True)
    ask(page, "mất bao lâu")
    expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    expect(page.locator(".message.citizen .meta").last).to_contain_text("Chưa gửi được")
    picture(page, "offline-390")
    context.set_offline(False)
    expect(page.locator(".message")).to_have_count(5)
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.locator(".message.citizen .meta time")).to_have_count(2)
    assert len(rasa.asked) == before + 1


def test_an_answer_that_the_network_ate_does_not_make_a_message_twice(page: Page, url: str, rasa: FakeRasa) -> None:
    eaten = []

    def eat(route: Any) -> None:
        if route.request.method == "POST" and not eaten:
            eaten.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    before = len(rasa.asked)
    page.route(re.compile("/messages"), eat)
    ask(page, "mất bao lâu")
    expect(page.locator(".message.bot")).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("")
    assert eaten == [202]
    ask(page, "tôi muốn đăng ký")
    expect(page.locator(".message.bot")).to_have_count(3)
    expect(page.locator(".message")).to_have_count(5)
    assert len(rasa.asked) == before + 2


def test_a_refusal_is_shown_and_what_follows_is_sent(page: Page) -> None:
    page.route(re.compile("/messages$"), lambda route: route.fulfill(status=422, json={"detail": "Tin chưa đúng."}))
    ask(page, "mất bao lâu")
    expect(page.get_by_role("status")).to_have_text("Tin chưa đúng.")
    expect(page.locator(".message.citizen .meta")).to_have_text("Chưa gửi được")
    page.unroute(re.compile("/messages$"))
    ask(page, "mất bao lâu")
    expect(page.locator(".message.bot")).to_have_count(2)


def test_trouble_is_told_and_made_good(page: Page, rasa: FakeRasa) -> None:
    rasa.always = "empty"
    ask(page, QUESTION)
    expect(page.locator(".message.error")).to_contain_text("Tôi đang trục trặc")
    expect(page.locator(".typing")).to_be_hidden()
    picture(page, "trouble-390")
    rasa.always = None
    expect(page.locator(".message.notice")).to_contain_text("Xin lỗi đã để anh/chị chờ")
    expect(page.locator(".message.bot").nth(3)).to_contain_text("Giấy tờ phải nộp")


def test_after_a_restart_of_the_app_the_page_goes_on(context: BrowserContext, tmp_path: Path, rasa_url: str) -> None:
    port = free_port()
    settings = settings_for(tmp_path, rasa_url)
    page = context.new_page()
    with front(settings, port) as url:
        page.goto(url)
        ask(page, QUESTION)
        expect(page.locator(".message")).to_have_count(3)
    ask(page, "mất bao lâu")
    expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    with front(settings, port):
        expect(page.locator(".message")).to_have_count(5)
    with front(settings_for(tmp_path / "other", rasa_url), port):
        ask(page, QUESTION)
        expect(page.locator(".message")).to_have_count(3)
        page.close()

"""What axe-core finds in the chat, the widget and the pages; skipped where MOTCUA_TEST_AXE names no axe.min.js."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.chat_page import QUESTION, ask

AXE = os.environ.get("MOTCUA_TEST_AXE", "")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not AXE, reason="MOTCUA_TEST_AXE names no axe.min.js")]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    told = [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found["violations"]]
    assert told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chat(context: BrowserContext, url: str, scheme: str) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(url)
    expect(page.locator(".examples button").first).to_be_visible()
    assert_accessible(page)
    for text in (QUESTION, "cho tôi chọn", "H15.18-261102-0010"):
        ask(page, text)
    expect(page.locator(".message.bot")).to_have_count(4)
    page.get_by_role("button", name="Việc khác").click()
    assert_accessible(page)
    page.get_by_label("Câu hỏi của anh/chị").press_sequentially("khai")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert_accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_widget(context: BrowserContext, url: str, scheme: str) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{url}/widget/mau")
    page.get_by_role("button", name="Hỏi trợ lý").click()
    ask(page, QUESTION)
    expect(page.locator(".message.bot")).to_have_count(2)
    assert_accessible(page)


@pytest.mark.parametrize("path", ["/thu-tuc", "/thu-tuc?q=khai", "/thu-tuc/1.001193", "/huong-dan"])
def test_the_pages(context: BrowserContext, url: str, path: str) -> None:
    page = context.new_page()
    page.goto(url + path)
    assert_accessible(page)

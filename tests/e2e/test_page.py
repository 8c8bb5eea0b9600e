"""The chat page in a real browser, before the real app with a fake Rasa."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.bot.fake_rasa import FakeRasa
from tests.e2e.browser import DESK, PHONE
from tests.e2e.chat_page import FOCUSED, IS_IN_CHAT, QUESTION, ask, assert_fits, picture

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "name"), [(PHONE, "390"), (DESK, "1280")])
def test_a_question_is_asked_and_answered(page: Page, size: dict[str, Any], name: str) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    expect(page.get_by_role("heading", level=1)).to_have_text("Trợ lý thủ tục hành chính")
    expect(page.locator(".head")).to_contain_text("Trung tâm Phục vụ hành chính công tỉnh Đắk Lắk")
    expect(page.locator(".examples button")).to_have_count(4)
    assert_fits(page)
    picture(page, f"greeting-{name}")
    ask(page, QUESTION)
    answer = page.locator(".message.bot").nth(1)
    expect(answer.locator(".name")).to_have_text("Thủ tục đăng ký khai sinh")
    expect(answer.locator("ol > li")).to_have_count(2)
    expect(answer.locator(".bubble ul > li")).to_have_count(2)
    expect(answer.locator(".source a")).to_have_attribute("href", "https://dichvucong.test/tthc")
    expect(answer.locator("ol a")).to_have_attribute("href", "https://dichvucong.test/mau.docx")
    expect(page.locator(".typing")).to_be_hidden()
    assert_fits(page)
    picture(page, f"answer-{name}")
    page.get_by_role("button", name="Mất bao lâu?").click()
    expect(page.locator(".message.bot").nth(2)).to_contain_text("trong ngày làm việc")
    ask(page, "tôi muốn đăng ký")
    expect(page.get_by_role("button", name="Đăng ký kết hôn", exact=True)).to_be_visible()
    ask(page, "ai thắng trận bóng")
    expect(page.locator(".message.bot").nth(4)).to_contain_text("không giúp được")
    expect(page.locator(".message")).to_have_count(9)
    expect(page.locator(".examples")).to_be_hidden()
    picture(page, f"conversation-{name}")
    page.emulate_media(color_scheme="dark")
    picture(page, f"dark-{name}")


def test_what_is_said_is_never_read_as_html_and_only_our_addresses_are_links(page: Page) -> None:
    ask(page, f"{QUESTION} <img src=x onerror=alert(1)>")
    answer = page.locator(".message.bot").nth(1)
    expect(answer).to_contain_text("<b>không đậm</b>")
    expect(page.locator(".message.citizen")).to_contain_text("<img src=x")
    assert page.locator(".log img, .log b").count() == 0
    assert "hỏng" not in page.title()
    hrefs = answer.locator(".bubble a").evaluate_all("links => links.map(link => link.href)")
    assert hrefs == ["https://dichvucong.test/mau.docx", "https://dichvucong.test/tthc"]


def test_an_example_is_asked_by_one_press_and_typing_is_shown(page: Page, rasa: FakeRasa) -> None:
    rasa.slow_s = 1.0
    page.get_by_role("button", name="Làm giấy khai sinh cho con").click()
    expect(page.locator(".message.citizen")).to_contain_text("Làm giấy khai sinh cho con cần giấy tờ gì?")
    expect(page.locator(".typing")).to_be_visible()
    expect(page.locator(".message.bot")).to_have_count(2)
    expect(page.locator(".typing")).to_be_hidden()


def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    expect(page.locator(".examples button").first).to_be_visible()
    names = []
    for _ in range(10):
        page.keyboard.press("Tab")
        names.append(page.evaluate(FOCUSED))
    assert "Làm giấy khai sinh cho con" in names
    assert "text" in names
    page.get_by_label("Câu hỏi của anh/chị").focus()
    page.keyboard.type("dòng một")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("dòng hai")
    page.keyboard.press("Enter")
    expect(page.locator(".message.citizen .bubble")).to_have_text("dòng một\ndòng hai")
    expect(page.locator(".message.bot")).to_have_count(2)
    assert page.evaluate(FOCUSED) == "text"


def test_the_focus_never_falls_out_of_the_chat(page: Page, rasa: FakeRasa) -> None:
    page.get_by_role("button", name="Làm giấy khai sinh cho con").press("Enter")
    expect(page.locator(".message.bot")).to_have_count(2)
    assert page.evaluate(FOCUSED) != "body"
    for name in ("Mất bao lâu?", "Tra hồ sơ"):
        page.get_by_role("button", name=name).press("Enter")
    expect(page.locator(".message.bot")).to_have_count(4)
    assert page.evaluate(FOCUSED) == "Tra hồ sơ"
    ask(page, QUESTION)
    expect(page.locator(".message.bot")).to_have_count(5)
    page.locator(".scroll").evaluate("s => s.scrollTo(0, 0)")
    page.get_by_role("button", name="Xem tiếp").press("Enter")
    expect(page.get_by_role("button", name="Xem tiếp")).to_have_count(0)
    assert page.evaluate(IS_IN_CHAT)
    page.get_by_role("button", name="Đúng việc tôi cần").last.press("Enter")
    assert page.evaluate(IS_IN_CHAT)
    page.get_by_role("button", name="Việc khác").press("Enter")
    page.get_by_role("button", name="Bắt đầu lại").press("Enter")
    expect(page.locator(".message")).to_have_count(1)
    assert page.evaluate(FOCUSED) == "…"


def test_a_screen_reader_hears_what_is_said_and_by_whom(page: Page) -> None:
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    ask(page, QUESTION)
    expect(page.locator(".message.bot")).to_have_count(2)
    assert page.get_by_role("log").get_by_role("heading").all_inner_texts() == ["Trợ lý", "Anh/chị", "Trợ lý"]
    assert page.locator("html").get_attribute("lang") == "vi"
    named = page.locator("button, a, textarea").evaluate_all(
        "all => all.every(e => e.innerText || e.labels?.length || e.getAttribute('aria-label'))"
    )
    assert named


def test_the_conversation_is_there_again_after_a_reload(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    page.reload()
    expect(page.locator(".message")).to_have_count(3)
    expect(page.locator(".message.citizen .bubble")).to_have_text(QUESTION)
    page.get_by_role("button", name="Mất bao lâu?").click()
    expect(page.locator(".message")).to_have_count(5)


def test_two_tabs_show_the_same_conversation(page: Page, context: BrowserContext, url: str) -> None:
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    second = context.new_page()
    second.goto(url)
    expect(second.locator(".message")).to_have_count(3)
    ask(second, "mất bao lâu")
    for tab in (page, second):
        expect(tab.locator(".message")).to_have_count(5)


def test_a_conversation_is_deleted_after_asking(page: Page, rasa: FakeRasa) -> None:
    menu, delete = page.get_by_role("button", name="Việc khác"), page.get_by_role("button", name="Xóa cuộc trò chuyện")
    menu.click()
    expect(delete).to_be_hidden()
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    menu.click()
    delete.click()
    picture(page, "delete-390")
    page.get_by_role("button", name="Giữ lại").click()
    expect(page.locator(".message")).to_have_count(3)
    assert page.evaluate(FOCUSED) == "…"
    menu.click()
    delete.click()
    page.get_by_role("button", name="Xóa hẳn").click()
    expect(page.locator(".message")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("Đã xóa cuộc trò chuyện.")
    page.reload()
    expect(page.locator(".message")).to_have_count(1)
    before = len(rasa.asked)
    ask(page, "mất bao lâu")
    expect(page.locator(".message")).to_have_count(3)
    assert rasa.asked[before]["metadata"]["state"] == {}


def test_the_procedures_page(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    for size, name in ((PHONE, "390"), (DESK, "1280")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(f"{url}/thu-tuc/1.001193")
        expect(page.get_by_role("heading", level=1)).to_have_text("Thủ tục đăng ký khai sinh")
        assert_fits(page)
        picture(page, f"procedure-{name}")
    page.goto(f"{url}/thu-tuc/9.999999")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không có thủ tục này")
    picture(page, "unknown-1280")


def test_large_letters_of_the_browser_leave_the_room_to_the_conversation(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    page.add_init_script("addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '200%')")
    for width, height in ((320, 640), (390, 844), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(url)
        ask(page, QUESTION)
        expect(page.get_by_role("button", name="Xem tiếp")).to_be_visible()
        boxes = [page.locator(part).bounding_box() for part in (".head", ".scroll", ".ask")]
        head, scroll, written = (box["height"] if box else 0 for box in boxes)
        assert scroll > height * 0.45 and head < height * 0.2 and written < height * 0.35, (width, head, written)
        assert page.locator(".scroll").evaluate("s => s.scrollWidth <= s.clientWidth")
        assert_fits(page)
        picture(page, f"letters-200-{width}")


def test_all_of_a_conversation_is_printed(page: Page, tmp_path: Path) -> None:
    for number in range(4):
        ask(page, QUESTION)
        expect(page.locator(".message.bot")).to_have_count(number + 2)
    page.emulate_media(media="print")
    shown = page.locator(".message").last.bounding_box()
    assert shown and shown["y"] > 844, "the last message stands below the first screen and is not cut away"
    assert page.evaluate("document.documentElement.scrollHeight") >= shown["y"] + shown["height"]
    expect(page.get_by_label("Câu hỏi của anh/chị")).to_be_hidden()

"""The chat page in a real browser, before the real app with a fake Rasa."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import front, settings_for
from tests.bot.live import live
from tests.e2e.browser import DESK, PHONE
from tests.servers import free_port

pytestmark = pytest.mark.browser

QUESTION = "làm giấy khai sinh cho con cần giấy tờ gì"
PAPERS = """Thủ tục đăng ký khai sinh

Giấy tờ phải nộp:
1. Tờ khai đăng ký khai sinh (1 bản chính). Mẫu: https://dichvucong.test/mau.docx
2. Giấy chứng sinh (1 bản chính)

Chỉ ai thuộc trường hợp dưới đây mới cần thêm:
- Ủy quyền: văn bản ủy quyền <b>không đậm</b> <img src=x onerror="document.title='hỏng'">
- Trẻ bị bỏ rơi: biên bản, xem https://nơi-khác.test/x và javascript:alert(1)

Nguồn: Cổng Dịch vụ công quốc gia, thủ tục 1.001193; dữ liệu ngày 01/07/2026."""


def say(body: dict[str, Any]) -> list[dict[str, Any]]:
    text = body["message"]
    if "lâu" in text:
        return [{"type": "answer", "text": "Trả kết quả trong ngày làm việc.", "aspects": ["time"]}]
    if "đăng ký" in text:
        buttons = [{"title": title, "payload": title} for title in ("Đăng ký khai sinh", "Đăng ký kết hôn")]
        return [
            {"type": "clarify", "text": "Để chỉ đúng giấy tờ, tôi hỏi thêm một điều: việc nào?", "buttons": buttons}
        ]
    if "khai sinh" in text:
        return [
            {
                "type": "answer",
                "text": PAPERS,
                "procedure": {
                    "code": "1.001193", "name": "Thủ tục đăng ký khai sinh", "url": "http://motcua.test/thu-tuc/1.001193",
                },
                "aspects": ["papers"],
                "source": {"title": "Cổng", "url": "https://dichvucong.test/tthc", "as_of": "2026-07-01"},
                "buttons": [
                    {"title": "Mất bao lâu?", "payload": "Mất bao lâu?"},
                    {"title": "Lệ phí bao nhiêu?", "payload": "Lệ phí bao nhiêu?"},
                    {"title": "Không đúng việc tôi cần", "payload": "Không đúng việc tôi cần"},
                    {"title": "Xem đầy đủ", "url": "http://motcua.test/thu-tuc/1.001193"},
                ],
            }
        ]  # fmt: skip
    return [{"type": "refusal", "text": "Việc này tôi không giúp được.", "reason": "off_topic"}]


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


def ask(page: Page, text: str) -> None:
    page.get_by_label("Câu hỏi của anh/chị").fill(text)
    page.keyboard.press("Enter")


def picture(page: Page, name: str) -> None:
    """Keeps a screenshot where somebody wants to look at them (MOTCUA_SCREENSHOTS)."""
    if folder := os.environ.get("MOTCUA_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"


@pytest.mark.parametrize(("size", "name"), [(PHONE, "390"), (DESK, "1280")])
def test_a_question_is_asked_and_answered(page: Page, size: dict[str, Any], name: str) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    expect(page.get_by_role("banner")).to_contain_text("Trung tâm Phục vụ hành chính công tỉnh Đắk Lắk")
    expect(page.locator("#examples button")).to_have_count(4)
    assert_fits(page)
    picture(page, f"greeting-{name}")
    ask(page, QUESTION)
    answer = page.locator(".message.bot").nth(1)
    expect(answer.locator(".name")).to_have_text("Thủ tục đăng ký khai sinh")
    expect(answer.locator("ol > li")).to_have_count(2)
    expect(answer.locator("ul:not(.buttons) > li")).to_have_count(2)
    expect(answer.locator(".source a")).to_have_attribute("href", "https://dichvucong.test/tthc")
    expect(answer.locator("ol a")).to_have_attribute("href", "https://dichvucong.test/mau.docx")
    expect(page.locator("#typing")).to_be_hidden()
    assert_fits(page)
    picture(page, f"answer-{name}")
    page.get_by_role("button", name="Mất bao lâu?").click()
    expect(page.locator(".message.bot").nth(2)).to_contain_text("trong ngày làm việc")
    ask(page, "tôi muốn đăng ký")
    expect(page.get_by_role("button", name="Đăng ký kết hôn", exact=True)).to_be_visible()
    ask(page, "ai thắng trận bóng")
    expect(page.locator(".message.bot").nth(4)).to_contain_text("không giúp được")
    expect(page.locator(".message")).to_have_count(9)
    expect(page.locator("#examples")).to_be_hidden()
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
    expect(page.locator("#typing")).to_be_visible()
    expect(page.locator(".message.bot")).to_have_count(2)
    expect(page.locator("#typing")).to_be_hidden()


def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    names = []
    for _ in range(8):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.innerText || document.activeElement.id"))
    assert "Làm giấy khai sinh cho con" in names
    assert "text" in names
    page.get_by_label("Câu hỏi của anh/chị").focus()
    page.keyboard.type("dòng một")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("dòng hai")
    page.keyboard.press("Enter")
    expect(page.locator(".message.citizen .bubble")).to_have_text("dòng một\ndòng hai")
    expect(page.locator(".message.bot")).to_have_count(2)
    assert page.evaluate("document.activeElement.id") == "text"


def test_a_screen_reader_hears_what_is_said_and_by_whom(page: Page) -> None:
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    ask(page, QUESTION)
    expect(page.locator(".message.bot")).to_have_count(2)
    assert page.get_by_role("log").get_by_role("heading").all_inner_texts() == ["Trợ lý", "Anh/chị", "Trợ lý"]
    assert page.locator("html").get_attribute("lang") == "vi"
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button, a, textarea')]"
        ".filter(e => !(e.innerText || e.labels?.length || e.getAttribute('aria-label'))).length"
    )
    assert unnamed == 0


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
    expect(page.locator("#delete")).to_be_hidden()
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    page.get_by_role("button", name="Xóa cuộc trò chuyện").click()
    picture(page, "delete-390")
    page.get_by_role("button", name="Giữ lại").click()
    expect(page.locator(".message")).to_have_count(3)
    page.get_by_role("button", name="Xóa cuộc trò chuyện").click()
    page.get_by_role("button", name="Xóa hẳn").click()
    expect(page.locator(".message")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("Đã xóa cuộc trò chuyện.")
    page.reload()
    expect(page.locator(".message")).to_have_count(1)
    before = len(rasa.asked)
    ask(page, "mất bao lâu")
    expect(page.locator(".message")).to_have_count(3)
    assert rasa.asked[before]["metadata"]["state"] == {}


def test_what_is_said_without_network_is_sent_later_and_once(
    page: Page, context: BrowserContext, rasa: FakeRasa
) -> None:
    ask(page, QUESTION)
    expect(page.locator(".message")).to_have_count(3)
    before = len(rasa.asked)
    context.set_offline(True)
    ask(page, "mất bao lâu")
    expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    expect(page.locator(".message.citizen .meta").last).to_have_text("Chưa gửi được")
    picture(page, "offline-390")
    context.set_offline(False)
    expect(page.locator(".message")).to_have_count(5)
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.locator(".meta")).to_have_count(0)
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
    page.evaluate("document.getElementById('text').removeAttribute('maxlength')")
    ask(page, "a" * 2001)
    expect(page.get_by_role("status")).to_contain_text("dài quá 2000 ký tự")
    expect(page.locator(".message.citizen .meta")).to_have_text("Chưa gửi được")
    ask(page, "mất bao lâu")
    expect(page.locator(".message.bot")).to_have_count(2)


def test_trouble_is_told_and_made_good(page: Page, rasa: FakeRasa) -> None:
    rasa.always = "empty"
    ask(page, QUESTION)
    expect(page.locator(".message.error")).to_contain_text("Tôi đang trục trặc")
    expect(page.locator("#typing")).to_be_hidden()
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


@pytest.mark.parametrize(("size", "words"), [(PHONE, "Xóa"), (DESK, "Xóa cuộc trò chuyện")])
def test_the_heads_buttons_are_written_as_they_are_said(page: Page, size: dict[str, Any], words: str) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    ask(page, QUESTION)
    expect(page.locator("#delete")).to_be_visible()
    assert page.locator("#delete").inner_text() == words

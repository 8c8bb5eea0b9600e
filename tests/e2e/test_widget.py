"""The widget on a page of another origin with a strict policy of its own, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import front, settings_for
from tests.e2e.browser import DESK
from tests.e2e.chat_page import FOCUSED, QUESTION, ask, assert_fits, picture
from tests.e2e.foreign import foreign
from tests.servers import free_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, rasa_url: str) -> Iterator[str]:
    """The address of the foreign page; the app knows its origin."""
    port = free_port()
    settings = settings_for(tmp_path_factory.mktemp("widget"), rasa_url, widget_origins=f"http://127.0.0.1:{port},null")
    with front(settings) as app, foreign(port, app) as address:
        yield address


@pytest.fixture
def guest(context: BrowserContext, pages: str, rasa: FakeRasa) -> Iterator[Page]:
    rasa.slow_s, rasa.always = 0.0, None
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(pages)
    yield page
    assert [fault for fault in faults if "favicon" not in fault and "ERR_INTERNET" not in fault] == []


def test_only_a_button_is_loaded_until_it_is_pressed(guest: Page, pages: str) -> None:
    button = guest.get_by_role("button", name="Hỏi xã")
    expect(button).to_be_visible()
    scripts = guest.evaluate("performance.getEntriesByType('resource').map(r => r.name)")
    assert [name for name in scripts if not name.startswith(pages)] == [scripts[-1]]
    assert scripts[-1].endswith("/widget.js")
    button.click()
    expect(guest.get_by_label("Câu hỏi của anh/chị")).to_be_visible()
    names = guest.evaluate("performance.getEntriesByType('resource').map(r => r.name)")
    assert sum(name.split("?")[0].endswith(".js") for name in names) == 2


def test_a_whole_conversation(guest: Page) -> None:
    guest.get_by_role("button", name="Hỏi xã").click()
    expect(guest.locator(".message").first).to_contain_text("Chào bà con.")
    expect(guest.get_by_role("heading", name="Hỏi xã")).to_be_visible()
    guest.locator(".examples button").first.click()
    answer = guest.locator(".message.bot").nth(1)
    expect(answer.locator(".name")).to_have_text("Thủ tục đăng ký khai sinh")
    guest.get_by_role("button", name="Mất bao lâu?").click()
    expect(guest.locator(".message.bot").nth(2)).to_contain_text("trong ngày làm việc")
    ask(guest, "ai thắng trận bóng")
    expect(guest.locator(".message.bot").nth(3)).to_contain_text("không giúp được")
    assert_fits(guest)
    picture(guest, "widget-390")
    guest.reload()
    guest.get_by_role("button", name="Hỏi xã").click()
    expect(guest.locator(".message")).to_have_count(7)
    expect(guest.locator(".unread")).to_have_count(0)
    guest.get_by_role("button", name="Việc khác").click()
    guest.get_by_role("button", name="Xóa cuộc trò chuyện").click()
    guest.get_by_role("button", name="Xóa hẳn").click()
    expect(guest.locator(".message")).to_have_count(1)


def test_the_page_and_the_widget_do_not_touch_each_other(guest: Page) -> None:
    guest.get_by_role("button", name="Hỏi xã").click()
    letters = guest.locator(".bubble").first.evaluate("b => getComputedStyle(b).fontSize + getComputedStyle(b).color")
    assert letters.startswith("16px") and "255, 0, 0" not in letters
    # White letters on the page's yellow could not be read: the ground is made darker.
    ground = guest.locator(".head").evaluate("h => getComputedStyle(h).backgroundColor")
    assert contrast_with_white(ground) >= 4.5
    assert guest.evaluate("Object.keys(window).filter(name => /motcua|Widget|mount/i.test(name))") == []
    assert guest.locator("h1").evaluate("h => getComputedStyle(h).fontSize") == "9px"


def contrast_with_white(colour: str) -> float:
    red, green, blue = (int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(","))
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)


def test_the_keyboard_alone_opens_and_closes_it(guest: Page) -> None:
    guest.set_viewport_size(DESK)  # type: ignore[arg-type]
    expect(guest.get_by_role("button", name="Hỏi xã")).to_be_visible()
    guest.keyboard.press("Tab")
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("dialog", name="Hỏi xã")).to_be_visible()
    expect(guest.get_by_label("Câu hỏi của anh/chị")).to_be_visible()
    guest.keyboard.press("Escape")
    expect(guest.get_by_role("dialog")).to_have_count(0)
    assert guest.evaluate(FOCUSED) == "Hỏi xã"
    picture(guest, "widget-closed-1280")


def test_what_is_said_while_it_is_closed_is_counted_on_the_button(guest: Page, rasa: FakeRasa) -> None:
    rasa.slow_s = 1.0
    guest.set_viewport_size(DESK)  # type: ignore[arg-type]
    guest.get_by_role("button", name="Hỏi xã").click()
    ask(guest, QUESTION)
    expect(guest.locator(".typing")).to_be_visible()
    guest.get_by_role("button", name="Đóng").click()
    unread = guest.get_by_role("button", name="Hỏi xã (1 tin mới)")
    expect(unread).to_be_visible()
    unread.click()
    expect(guest.locator(".unread")).to_have_text("Tin mới")
    expect(guest.get_by_role("button", name="Hỏi xã (1 tin mới)")).to_have_count(0)


def test_it_works_in_a_frame_and_where_nothing_may_be_kept(context: BrowserContext, pages: str) -> None:
    page = context.new_page()
    for way in ("/frame", "/sandbox"):
        page.goto(pages + way)
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name="Hỏi xã").click()
        frame.get_by_label("Câu hỏi của anh/chị").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(frame.locator(".message.bot").nth(1)).to_contain_text("Giấy tờ phải nộp")


def test_a_page_that_may_not_carry_it_leads_to_the_chats_own_page(
    context: BrowserContext, url: str, pages: str
) -> None:
    with foreign(free_port(), url) as stranger:
        page = context.new_page()
        page.goto(stranger)
        page.get_by_role("button", name="Hỏi xã").click()
        with context.expect_page() as opened:
            page.get_by_role("button", name="Mở trang trợ lý").click()
        expect(opened.value.get_by_label("Câu hỏi của anh/chị")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_it_fits_small_screens_with_large_letters(guest: Page, width: int) -> None:
    guest.set_viewport_size({"width": width, "height": 640})
    guest.get_by_role("button", name="Hỏi xã").click()
    for presses in range(3):
        ask(guest, QUESTION)
        expect(guest.locator(".message.bot")).to_have_count(presses + 2)
        panel = guest.locator(".panel")
        assert panel.evaluate("p => p.scrollWidth <= p.clientWidth")
        assert guest.locator(".scroll").evaluate("s => s.scrollWidth <= s.clientWidth")
        small = guest.locator("button:visible, textarea").evaluate_all(
            "all => all.filter(e => e.getRootNode() !== document && e.getBoundingClientRect().height < 43.5).length"
        )
        assert small == 0
        picture(guest, f"widget-{width}-letters-{presses}")
        guest.get_by_role("button", name="Chữ").click()

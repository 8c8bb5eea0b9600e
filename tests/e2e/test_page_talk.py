"""What the chat does for who writes: drafts, keyboards, suggestions, dossiers, choices, letters."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.bot.fake_rasa import FakeRasa
from tests.e2e.chat_page import FOCUSED, QUESTION, ask, assert_fits, picture

pytestmark = pytest.mark.browser


def test_choices_stand_once_and_become_words_when_one_is_taken(page: Page) -> None:
    ask(page, "cho tôi chọn")
    answer = page.locator(".message.bot").nth(1)
    choices = answer.get_by_role("button")
    expect(choices).to_have_text(["Đăng ký khai sinh", "Đăng ký lại khai sinh"])
    expect(answer.get_by_text("Đăng ký lại khai sinh")).to_have_count(1)
    picture(page, "choices-390")
    choices.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".message.bot")).to_have_count(3)
    expect(choices).to_have_count(0)
    expect(answer.locator("ol > li")).to_have_text(["Đăng ký khai sinh", "Đăng ký lại khai sinh"])
    assert page.evaluate(FOCUSED) != "body", "the focus stays in the conversation"


def test_a_dossier_begins_with_its_state_and_has_its_dates_in_rows(page: Page) -> None:
    ask(page, "H15.18-261102-0010")
    answer = page.locator(".message.bot").nth(1)
    expect(answer.locator(".standing")).to_have_text("Hồ sơ H15.18-261102-0010 đã quá ngày hẹn 20/11/2026.")
    expect(answer.get_by_role("rowheader")).to_have_text(["Ngày hẹn mới", "Hiện nay", "Thủ tục", "Ngày nhận"])
    expect(answer.get_by_role("cell")).to_contain_text(["27/11/2026", "đang xử lý", "khai sinh", "02/11/2026"])
    expect(answer).to_contain_text("Trung tâm xin lỗi anh/chị.")
    picture(page, "dossier-390")


def test_digits_have_their_keys_and_what_is_private_is_gone_after_a_reload(page: Page) -> None:
    field = page.get_by_label("Câu hỏi của anh/chị")
    ask(page, "xem phần riêng")
    expect(field).to_have_attribute("inputmode", "numeric")
    ask(page, "3456")
    expect(page.locator(".message.bot").nth(2)).to_contain_text("bà Lan")
    expect(field).not_to_have_attribute("inputmode", "numeric")
    page.reload()
    expect(page.locator(".message.citizen")).to_have_count(2)
    expect(page.get_by_text("bà Lan")).to_have_count(0)
    kept = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert "bà Lan" not in kept


def test_what_is_private_is_gone_after_five_minutes(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(url)
    ask(page, "3456")
    expect(page.locator(".message.bot").nth(1)).to_contain_text("bà Lan")
    page.clock.fast_forward("05:10")
    expect(page.locator(".message.bot").nth(1)).to_contain_text("Phần riêng đã được ẩn")
    expect(page.get_by_text("bà Lan")).to_have_count(0)


def test_a_draft_is_kept_over_a_reload_and_a_long_text_is_never_cut(page: Page, rasa: FakeRasa) -> None:
    field = page.get_by_label("Câu hỏi của anh/chị")
    field.fill("một câu chưa gửi")
    page.reload()
    expect(field).to_have_value("một câu chưa gửi")
    long = "dài " * 600
    field.fill(long)
    expect(page.get_by_role("alert")).to_contain_text("2399 chữ cái, quá 2000")
    before = len(rasa.asked)
    page.keyboard.press("Enter")
    expect(field).to_have_value(long)
    expect(page.locator(".message.citizen")).to_have_count(0)
    assert len(rasa.asked) == before
    field.fill("mất bao lâu")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".message.bot")).to_have_count(2)
    page.reload()
    expect(field).to_have_value("")


def test_enter_of_a_keyboard_that_composes_sends_nothing(page: Page) -> None:
    field = page.get_by_label("Câu hỏi của anh/chị")
    field.fill("giâ")
    field.evaluate("f => f.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))")
    expect(field).to_have_value("giâ")
    expect(page.locator(".message.citizen")).to_have_count(0)


def test_names_are_suggested_and_taken_by_keyboard_or_press(page: Page) -> None:
    field = page.get_by_label("Câu hỏi của anh/chị")
    field.press_sequentially("ket ho")
    expect(page.get_by_role("option")).to_have_text(["Đăng ký kết hôn"])
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    field.press_sequentially("n")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".message.citizen .bubble")).to_have_text("Đăng ký kết hôn")
    expect(field).to_have_value("")
    field.press_sequentially("khai si")
    page.get_by_role("option").click()
    expect(page.locator(".message.citizen .bubble").nth(1)).to_have_text("Đăng ký khai sinh")


def test_letters_grow_and_stay_large(page: Page) -> None:
    def letters() -> float:
        return float(page.locator(".bubble").first.evaluate("b => parseFloat(getComputedStyle(b).fontSize)"))

    assert letters() == 16
    page.get_by_role("button", name="Chữ to hơn").click()
    page.get_by_role("button", name="Chữ to hơn").click()
    assert letters() == 24
    page.reload()
    assert letters() == 24
    assert_fits(page)
    ask(page, QUESTION)
    expect(page.get_by_role("button", name="Xem tiếp")).to_be_visible()
    head, scroll = page.locator(".head").bounding_box(), page.locator(".scroll").bounding_box()
    assert head and scroll and head["height"] < scroll["height"] / 3
    page.get_by_role("button", name="Chữ thường").click()
    assert letters() == 16


def test_an_answer_is_judged_with_a_reason(page: Page, url: str) -> None:
    ask(page, QUESTION)
    answer = page.locator(".message.bot").nth(1)
    answer.get_by_role("button", name="Chưa đúng").click()
    with page.expect_response("**/ratings") as told:
        answer.get_by_role("button", name="Khó hiểu").click()
    assert told.value.status == 204
    assert told.value.request.post_data_json == {"seq": 2, "right": False, "reason": "unclear"}
    expect(answer).to_contain_text("Cảm ơn anh/chị")


def test_a_procedures_page_opens_the_chat_about_it(page: Page, url: str, rasa: FakeRasa) -> None:
    page.goto(f"{url}/thu-tuc")
    page.get_by_role("link", name="Thủ tục đăng ký kết hôn").click()
    page.get_by_role("link", name="Hỏi trợ lý về thủ tục này").click()
    expect(page.locator(".message.bot").last).to_contain_text("Anh/chị đang xem: Đăng ký kết hôn.")
    picture(page, "about-390")
    page.get_by_role("button", name="Mất bao lâu?").click()
    expect(page.locator(".message.bot")).to_have_count(3)
    assert rasa.asked[-1]["metadata"]["state"]["procedure"] == "1.000894"


def test_without_javascript_the_procedures_are_in_reach(browser: object, context: BrowserContext, url: str) -> None:
    plain = context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = plain.new_page()
    page.goto(url)
    page.get_by_role("link", name="Danh sách thủ tục").click()
    page.get_by_label("Việc cần làm").fill("kết hôn")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("status")).to_have_text("1 thủ tục cho “kết hôn”.")
    expect(page.get_by_role("link", name="Thủ tục đăng ký kết hôn")).to_be_visible()
    plain.close()

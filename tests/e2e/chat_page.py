"""What the fake Rasa says to the chat page, and what tests do with the page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# What has the keyboard, in whatever shadow: its words, else its id.
FOCUSED = """() => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at.innerText || at.id || at.localName;
}"""
# Whether what has the keyboard is in a shadow: the page itself has nothing to be focused.
IS_IN_CHAT = "() => Boolean(document.activeElement.shadowRoot?.activeElement)"
QUESTION = "làm giấy khai sinh cho con cần giấy tờ gì"
PAPERS = """Thủ tục đăng ký khai sinh

Giấy tờ phải nộp:
1. Tờ khai đăng ký khai sinh (1 bản chính). Mẫu: https://dichvucong.test/mau.docx
2. Giấy chứng sinh (1 bản chính)

Chỉ ai thuộc trường hợp dưới đây mới cần thêm:
- Ủy quyền: văn bản ủy quyền <b>không đậm</b> <img src=x onerror="document.title='hỏng'">
- Trẻ bị bỏ rơi: biên bản, xem https://nơi-khác.test/x và javascript:alert(1)

Nguồn: Cổng Dịch vụ công quốc gia, thủ tục 1.001193; dữ liệu ngày 01/07/2026."""


DOSSIER = """Hồ sơ H15.18-261102-0010 đã quá ngày hẹn 20/11/2026. Trung tâm xin lỗi anh/chị.
Ngày hẹn mới: 27/11/2026, còn 3 ngày làm việc.
Hiện nay: đang xử lý.
Thủ tục: Đăng ký khai sinh.
Ngày nhận: 02/11/2026.
Phần riêng, anh/chị nhắn "xem phần riêng của hồ sơ"."""
STATE = {"code": "H15.18-261102-0010", "state": "processing"}


def say(body: dict[str, Any]) -> list[dict[str, Any]]:
    text = body["message"]
    if "H15" in text:
        buttons = [{"title": "Xem phần riêng của hồ sơ", "payload": "Xem phần riêng của hồ sơ"}]
        return [{"type": "dossier", "text": DOSSIER, "dossier": STATE, "buttons": buttons}]
    if "phần riêng" in text:
        return [{"type": "dossier", "text": "Anh/chị cho tôi 4 số cuối.", "expects": "digits"}]
    if text == "3456":
        return [{"type": "dossier", "text": "Hồ sơ H15: người xử lý là bà Lan.", "dossier": STATE, "private": True}]
    if "chọn" in text:
        titles = ["Đăng ký khai sinh", "Đăng ký lại khai sinh"]
        listed = "Anh/chị bấm chọn hoặc nhắn số.\n1. Đăng ký khai sinh\n2. Đăng ký lại khai sinh"
        return [{"type": "clarify", "text": listed, "buttons": [{"title": t, "payload": t} for t in titles]}]
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


def ask(page: Page, text: str) -> None:
    page.get_by_label("Câu hỏi của anh/chị").fill(text)
    page.keyboard.press("Enter")


def picture(page: Page, name: str) -> None:
    """Keeps a screenshot where somebody wants to look at them (MOTCUA_SCREENSHOTS)."""
    if folder := os.environ.get("MOTCUA_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"

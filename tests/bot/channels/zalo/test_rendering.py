"""One of our messages becomes what Zalo takes, within its limits."""

from __future__ import annotations

import datetime as dt

from actions.reply import Button
from bot.channels.zalo.rendering import LONGEST_TEXT, parts_of
from bot.conversations.messages import Message


def message(text: str, *buttons: Button) -> Message:
    at = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    return Message(type="answer", text=text, buttons=list(buttons), seq=2, from_="bot", at=at)


def test_a_short_text_is_one_message() -> None:
    assert [part.as_json() for part in parts_of(message("Đây ạ"))] == [{"text": "Đây ạ"}]


def test_buttons_stand_under_the_last_part() -> None:
    said = Button(title="Lệ phí?", payload="Lệ phí bao nhiêu?")
    page = Button(title="Xem", url="https://motcua.test/1")
    parts = [part.as_json() for part in parts_of(message("Một dòng.\n" * 300, page, said))]
    assert len(parts) == 2
    assert all(len(part["text"]) <= LONGEST_TEXT for part in parts)
    assert "attachment" not in parts[0]
    assert parts[1]["attachment"] == {
        "type": "template",
        "payload": {
            "template_type": "button",
            "buttons": [
                {"title": "Lệ phí?", "type": "oa.query.show", "payload": "Lệ phí bao nhiêu?"},
                {"title": "Xem", "type": "oa.open.url", "payload": {"url": "https://motcua.test/1"}},
            ],
        },
    }


def test_at_most_five_buttons_with_titles_of_a_hundred_letters() -> None:
    buttons = [Button(title=f"{n} " + "đăng ký " * 20, payload=f"việc {n}") for n in range(7)]
    (part,) = parts_of(message("Chọn giúp tôi", *buttons))
    shown = part.as_json()["attachment"]["payload"]["buttons"]
    assert len(shown) == 5
    assert all(len(button["title"]) <= 100 and button["title"].endswith("…") for button in shown)
    assert "\n6. 5 đăng ký" in part.text and "\n7. 6 đăng ký" in part.text


def test_a_text_of_blanks_is_still_a_message() -> None:
    assert len(parts_of(message(" "))) == 1

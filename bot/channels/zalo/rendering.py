"""Rendering: one of our messages as the messages that Zalo takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import regex

from actions.reply import Button
from bot.channels.as_text import beyond
from bot.channels.splitting import length, split
from bot.conversations.messages import Message

LONGEST_TEXT = 2000
LONGEST_TITLE = 100
MOST_BUTTONS = 5
# Under a part that is not the last one, there is room to say that more follows.
ROOM_LEFT = 100


@dataclass(frozen=True)
class Part:
    """One message of Zalo's: a text, and buttons under it."""

    text: str
    buttons: tuple[Button, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give it as the API takes it."""
        if not self.buttons:
            return {"text": self.text}
        payload = {"template_type": "button", "buttons": [_button(button) for button in self.buttons]}
        return {"text": self.text, "attachment": {"type": "template", "payload": payload}}


def parts_of(message: Message) -> list[Part]:
    """Give a message in parts, each within Zalo's limits; the buttons stand under the last one."""
    shown, lines = beyond(message.buttons, MOST_BUTTONS)
    text = "\n".join([message.text, *lines])
    longest = LONGEST_TEXT if length(text) <= LONGEST_TEXT else LONGEST_TEXT - ROOM_LEFT
    texts = split(text, longest) or [message.text]
    return [*map(Part, texts[:-1]), Part(texts[-1], tuple(shown))]


def _button(button: Button) -> dict[str, Any]:
    title = _short(button.title)
    if button.url is not None:
        return {"title": title, "type": "oa.open.url", "payload": {"url": button.url}}
    return {"title": title, "type": "oa.query.show", "payload": button.payload}


def _short(title: str) -> str:
    """Give a title within the limit, cut between two letters."""
    if len(title) <= LONGEST_TITLE:
        return title
    kept = ""
    for letter in regex.findall(r"\X", title):
        if len(kept) + len(letter) > LONGEST_TITLE - 1:
            break
        kept += letter
    return kept.rstrip() + "…"

"""What a channel cannot show, as text: buttons become numbered lines, and a number becomes what its button says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.reply import Button

NUMBER = re.compile(r"\s*(\d{1,2})[.)]?\s*")


def beyond(buttons: Sequence[Button], most: int) -> tuple[list[Button], list[str]]:
    """Give the buttons that a channel shows, and lines for the others.

    Links give way first: a link can be read. A button is numbered by its place among all that say something, so that
    choices which the text numbers already keep their numbers.

    Args:
        buttons: a message's.
        most: how many the channel shows; 0: none.
    """
    saying = [button for button in buttons if button.payload is not None]
    links = [button for button in buttons if button.url is not None]
    shown = saying[:most]
    shown_links = links[: most - len(shown)]
    numbered = [f"{number}. {button.title}" for number, button in enumerate(saying, 1) if number > most]
    read = [f"{button.title}: {button.url}" for button in links[len(shown_links) :]]
    return [*shown, *shown_links], [*numbered, *read]


def meant(text: str, buttons: Sequence[Mapping[str, Any]], most: int) -> str:
    """Give what a text means where it is the number of a button that the channel could not show; else the text."""
    number = NUMBER.fullmatch(text)
    saying = [button["payload"] for button in buttons if button.get("payload")]
    if number and most < int(number[1]) <= len(saying):
        return str(saying[int(number[1]) - 1])
    return text

"""What a channel is: where citizens write to us and read what we say."""

from __future__ import annotations

import unicodedata
from typing import Protocol

from fastapi import APIRouter

LONGEST_TEXT = 2000
KEPT_CONTROLS = "\n\t"


class Channel(Protocol):
    """A channel turns what arrives into messages of the inbox, acknowledges them, and gives out what the outbox has.

    Attributes:
        name: what its conversations are marked with.
        router: the addresses at which it is reached.
    """

    name: str
    router: APIRouter


def clean(text: str) -> str:
    """What a person wrote, without control characters and halves of letters; empty where nothing can be seen."""
    written = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(ch for ch in written if ch in KEPT_CONTROLS or unicodedata.category(ch) not in ("Cc", "Cs"))
    return kept.strip() if any(unicodedata.category(ch)[0] not in "CZ" for ch in kept) else ""

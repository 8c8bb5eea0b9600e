"""What the chat says of the office that it speaks for, as its scripts have it."""

from __future__ import annotations

from actions.heard import LONGEST
from actions.province import Province
from actions.wording.words import read_words
from bot.web.texts import Texts


def office_of(province: Province, texts: Texts) -> dict[str, object]:
    """Give it as JSON values."""
    of = texts.page["of"].format(centre=province.centre) if province.centre else ""
    return {
        "greeting": texts.page["greeting"].format(of=of),
        "service": texts.page["service"],
        "centre": province.centre,
        "examples": [example.model_dump() for example in texts.examples],
        "longest": LONGEST,
        "reject": read_words("buttons")["reject"]["payload"],
    }

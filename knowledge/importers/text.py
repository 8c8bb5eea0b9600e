"""Text of a source, mended: Unicode NFC, whitespace, invisible and private-use characters. Words are never touched."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_PRIVATE_BULLET = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile(r"[^\S\n]+")
_DOUBLED_END = re.compile(r"\s*(?:[.;]\s?){2,}$")
_NOTHING = {"", "không có thông tin", "--", "null", "none"}


def mended(text: str) -> str:
    """Return ``text`` in NFC, with single spaces and no space around line breaks. Line breaks stay."""
    if _is_clean(text):
        return text.strip()
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _PRIVATE_BULLET.sub("-", _INVISIBLE.sub("", text))
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """Return ``text`` mended, its line breaks turned into spaces: for names and titles."""
    return " ".join(mended(text).split())


def title(text: str) -> str:
    """Return a procedure's name on one line, without the punctuation that stands before it or twice behind it."""
    return _DOUBLED_END.sub("", one_line(text).lstrip(".,;: "))


def stated(text: str | None) -> str | None:
    """Return ``text`` mended, or ``None`` where the source says nothing ("Không có thông tin")."""
    if text is None:
        return None
    text = mended(text)
    return None if text.rstrip(".").strip().lower() in _NOTHING else text


def _is_clean(text: str) -> bool:
    """Say cheaply whether there is nothing to mend inside of a text: most texts are clean, and each is asked often."""
    lines = text.split("\n")
    return (
        unicodedata.is_normalized("NFC", text)
        and "".join(lines).isprintable()
        and "  " not in text
        and "\n\n\n" not in text
        and not any(line.startswith(" ") or line.endswith(" ") for line in lines)
    )

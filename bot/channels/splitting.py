"""Splitting: a long text in parts that a channel can show, each cut where a reader would pause."""

from __future__ import annotations

import regex

# What is never cut: a link, a number with its points, commas, slashes and blanks between its digits, a letter with all
# that stands on it.
WHOLE = regex.compile(r"https?://\S+|\d(?:[\d.,/:\-]|[ \u00a0](?=\d))*\d|\X")
# Where a part may end, the best first: between paragraphs, lines, sentences, words.
PAUSES = (
    regex.compile(r"\n\s*\n"),
    regex.compile(r"(?<!:)\n"),
    regex.compile(r"(?<=\D[.;?…])\s"),
    regex.compile(r"\s"),
)


def length(text: str) -> int:
    """Give a text's length in UTF-16 units, as phones and messengers count it: an emoji has two."""
    return len(text.encode("utf-16-le", "replace")) // 2


def split(text: str, longest: int) -> list[str]:
    """Give a text in parts of at most ``longest`` UTF-16 units, without the blanks at which it was cut.

    Only what alone is longer than a part is cut inside.

    Args:
        text: what is to be said.
        longest: the length of a part; at least 2.
    """
    parts, rest = [], text.strip()
    while length(rest) > longest:
        end = _end(rest, longest)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*parts, rest] if rest else parts


def _end(text: str, longest: int) -> int:
    """Give where the first part of a text ends that is too long."""
    fitting = _fitting(text, longest)
    insides = _insides(text, fitting)
    # A part that is less than half full is one message more than needed.
    for least in (fitting // 2, 0):
        for pause in PAUSES:
            ends: list[int] = [
                m.start() for m in pause.finditer(text, least + 1, fitting + 1) if m.start() not in insides
            ]
            if ends:
                return ends[-1]
    whole = max((m.end() for m in WHOLE.finditer(text, 0, len(text)) if m.end() <= fitting), default=0)
    return whole or _cut(text, fitting)


def _cut(text: str, fitting: int) -> int:
    """Give where something is cut that alone is too long: at a blank, else between two letters where that can be."""
    blank = text.rfind(" ", 1, fitting + 1)
    if blank > 0:
        return blank
    letters: list[int] = [m.end() for m in regex.finditer(r"\X", text) if m.end() <= fitting]
    return max(letters, default=max(fitting, 1))


def _fitting(text: str, longest: int) -> int:
    """Give how many characters fit."""
    units = 0
    for count, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > longest:
            return count
    return len(text)


def _insides(text: str, fitting: int) -> set[int]:
    """Give the places up to the end of what fits that lie inside of what is never cut."""
    found: set[int] = set()
    for whole in WHOLE.finditer(text):
        if whole.start() > fitting:
            break
        found.update(range(whole.start() + 1, whole.end()))
    return found

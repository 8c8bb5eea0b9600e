"""How a message stands to the conversation, by its small words (``wording/words/markers.toml``)."""

from __future__ import annotations

from dataclasses import dataclass

from actions.fixed_phrases import fold, phrases_of
from actions.wording.words import read_words
from search.text import words


@dataclass(frozen=True)
class Marks:
    """What the small words of a message do: point back, correct, return, turn elsewhere, join on, ask who is right.

    ``disputing`` may ask who is right, and may as well name a procedure.
    """

    pointing: bool
    correcting: bool
    returning: bool
    turning: bool
    joining: bool
    judging: bool
    disputing: bool


class Markers:
    """Finds the small words; diacritics count in a message that has any: "còn" joins, "con" is a child."""

    def __init__(self) -> None:
        said = read_words("markers")
        self._phrases = {name: phrases_of(phrases) for name, phrases in said.items()}
        self._written = {name: frozenset(" ".join(words(phrase)) for phrase in said[name]) for name in said}

    def of(self, text: str) -> Marks:
        """Give the marks of a message; what joins counts at its beginning only."""
        written, bare = words(text), fold(text).split()
        starts = {
            name: [
                start
                for start, end, _ in phrases.find(bare)
                if written == bare or " ".join(written[start:end]) in self._written[name]
            ]
            for name, phrases in self._phrases.items()
        }
        found = {name: bool(places) for name, places in starts.items()}
        return Marks(**{**found, "joining": 0 in starts["joining"]})

"""How a message stands to the conversation, by its small words (``wording/words/markers.toml``)."""

from __future__ import annotations

from dataclasses import dataclass

from actions.fixed_phrases import fold, phrases_of
from actions.wording.words import read_words


@dataclass(frozen=True)
class Marks:
    """What the small words of a message do: point back, correct, return, turn elsewhere, join on, ask who is right."""

    pointing: bool
    correcting: bool
    returning: bool
    turning: bool
    joining: bool
    judging: bool


class Markers:
    """Finds the small words."""

    def __init__(self) -> None:
        self._phrases = {name: phrases_of(said) for name, said in read_words("markers").items()}

    def of(self, text: str) -> Marks:
        """Give the marks of a message; what joins counts at its beginning only."""
        words = fold(text).split()
        starts = {name: [start for start, _, _ in phrases.find(words)] for name, phrases in self._phrases.items()}
        found = {name: bool(places) for name, places in starts.items()}
        return Marks(**{**found, "joining": 0 in starts["joining"]})

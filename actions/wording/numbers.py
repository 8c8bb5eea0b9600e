"""Numbers as people say them: "72", "bảy mươi hai"."""

from __future__ import annotations

import re

from actions.fixed_phrases import fold
from actions.wording.words import read_words

_OLDEST = 120


class Numbers:
    """Reads numbers in folded words and in digits.

    Attributes:
        words: a pattern for one number word.
    """

    def __init__(self) -> None:
        self._values: dict[str, int] = {fold(word): value for word, value in read_words("numbers")["words"].items()}
        self.words = "|".join(sorted(self._values, key=len, reverse=True))
        written = rf"(?:{self.words})(?: (?:{self.words})){{0,2}}"
        self._aged = re.compile(rf"\b(?:(\d{{1,3}})\s?(?:tuoi|t)|({written}) tuoi)\b")

    def value(self, said: str) -> int:
        """Give the value of a number up to 99 in words, or in digits. Raises KeyError for what is no number."""
        if said.isdigit():
            return int(said)
        values = [self._values[word] for word in said.split()]
        if len(values) == 1:
            return values[0]
        tens, ones = values[0], values[-1]
        return 10 + ones if tens == 10 else tens * 10 + (0 if len(values) == 2 and ones == 10 else ones)

    def age(self, text: str) -> int | None:
        """Give the age in full years that a message tells, ``None`` where it tells none."""
        found = self._aged.search(fold(text))
        age = self.value(found.group(1) or found.group(2)) if found else None
        return age if age is not None and age <= _OLDEST else None

"""The sources' texts under today's names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actions.wording.words import read_words

_BULLET = re.compile(r"^(?:[\s\-–+*•.;]+|\(?\d{1,2}[.)]\s+|\(?[a-zđ]\)\s+)+")
_NOTHING_SAID = re.compile(r"^\W*(?:không có thông tin|không có|không|chưa có thông tin)?\W*$", re.IGNORECASE)


class Terms:
    """Old terms of the sources and what stands for them now, out of ``words/terms.toml``."""

    def __init__(self) -> None:
        words = read_words("terms")
        self._today: dict[str, str] = {old.lower(): new for old, new in words["replace"].items()}
        self._old = re.compile(rf"\b(?:{_any_of(words['replace'])})\b", re.IGNORECASE)
        old, of = _any_of(words["one_stop"]["old"]), _any_of(words["one_stop"]["of"])
        self._one_stop = re.compile(rf"\b(?:{old})(?= (?:{of})\b)", re.IGNORECASE)
        self._centre: str = words["one_stop"]["today"]
        self._abolished = re.compile(_any_of(words["abolished"]["terms"]), re.IGNORECASE)

    def today(self, text: str) -> str:
        """Give the text with old terms replaced, spaces and empty lines made single."""
        lines = (" ".join(line.split()) for line in text.splitlines())
        single = self._one_stop.sub(self._centre, "\n".join(line for line in lines if line))
        return self._old.sub(lambda m: self._today[m[0].lower()], single)

    def line(self, text: str) -> str:
        """Give the text on one line, without the sign that numbered it in its list."""
        return _BULLET.sub("", self.today(text).replace("\n", " "))

    def name(self, name: str) -> str:
        """Give a name on one line, without a full stop at its end."""
        return self.today(name).replace("\n", " ").rstrip(" .;")

    def names_abolished(self, text: str) -> bool:
        """Say whether the text still speaks of districts, which have no safe translation."""
        return self._abolished.search(text) is not None


def said(text: str | None) -> str | None:
    """Give the text, where the source says something: "Không có thông tin" says nothing."""
    return None if text is None or _NOTHING_SAID.match(text) else text


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, phrases))

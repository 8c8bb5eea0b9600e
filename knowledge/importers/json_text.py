"""JSON values out of a text that is read piece by piece."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TextIO

_PIECE = 1 << 16
_LONGEST_TOKEN = 16
"""An error this close to the end of what was read may only mean that the rest is still to come."""


@dataclass(frozen=True)
class Broken:
    """What stands where JSON should: the reason, in Vietnamese for the editor."""

    reason: str


def parsed(text: str) -> Any:
    """The value of a whole text, or Broken."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return Broken(f"không phải JSON, hỏng ở cột {error.colno}")
    except (ValueError, RecursionError):
        return Broken("JSON lồng nhau quá sâu hoặc có con số quá dài")


class JsonText:
    """A text file, read value by value; no more of it is held than one value."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._decoder = json.JSONDecoder()
        self._line = 1

    @property
    def line(self) -> int:
        """The line of what comes next, counted from 1."""
        self.peek()
        return self._line

    def peek(self) -> str:
        """The next letter that is not blank; "" at the end of the file."""
        while True:
            while self._at < len(self._text):
                if not self._text[self._at].isspace():
                    return self._text[self._at]
                self._advance(self._at + 1)
            if not self._read(_PIECE):
                return ""

    def take(self, letter: str) -> bool:
        """Step over the letter where it comes next."""
        found = self.peek() == letter
        if found:
            self._advance(self._at + 1)
        return found

    def value(self) -> Any:
        """The next value, or Broken; what follows a broken one cannot be read."""
        self.peek()
        size = _PIECE
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._may_go_on(error) or not self._read(size):
                    return Broken(f"JSON hỏng ở dòng {self._line_of(error.pos)}")
            except (ValueError, RecursionError):
                return Broken("JSON lồng nhau quá sâu hoặc có con số quá dài")
            else:
                # A number that ends where the text ends may go on.
                if end < len(self._text) or not self._read(size):
                    self._advance(end)
                    return value
            size *= 2

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _LONGEST_TOKEN

    def _line_of(self, position: int) -> int:
        return self._line + self._text.count("\n", self._at, position)

    def _read(self, size: int) -> bool:
        more = self._file.read(size)
        self._text, self._at = self._text[self._at :] + more, 0
        return bool(more)

    def _advance(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

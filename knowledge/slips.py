"""Slips of the hand in a text: a word said twice, two stops, a stop with a letter at it, punctuation at the start."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Words of grammar, which never follow themselves. Others do ("thường thường", "song song", "thi công công trình",
# "Luật Luật sư", "hành vi vi phạm"): there, nothing but the meaning tells a slip.
_NEVER_TWICE = (
    "bởi|bị|các|có|cho|chưa|của|cũng|do|dưới|đã|đang|để|đến|được|gồm|hay|hoặc|khi|là|mà|mỗi|một|nêu|nếu|những|này|phải"
    "|qua|sau|sẽ|tại|thì|theo|trên|trong|trước|từ|tới|vào|và|vẫn|về|vì|với|ở|điểm|thuộc|giữa"
)
_SLIPS = (
    re.compile(rf"(?<!\w)({_NEVER_TWICE})\s+\1(?!\w)", re.IGNORECASE),
    re.compile(r"(?<!\.)\.\s?\.(?![.\w])|,\s?[,;]|;\s?[;,.]|(?<=\w{3})\.[,;]"),
    re.compile(r"[a-zà-ỹ]{2}\.(?=[A-ZÀ-ỸĐ][a-zà-ỹ])"),
    re.compile(r"^\s*[.,;:!?)\]]"),
)
_SHOWN = 20


def slips(text: str) -> Iterator[str]:
    """Yield each slip with the words around it."""
    for pattern in _SLIPS:
        for found in pattern.finditer(text):
            yield text[max(found.start() - _SHOWN, 0) : found.end() + _SHOWN]

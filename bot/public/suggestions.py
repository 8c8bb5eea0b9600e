"""Names of procedures that go on as a text begins, offered while it is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Query

from bot.running.knowledge_watch import Entry, Published
from search.text import clean, strip_marks

OFFERED = 5


def suggestions(current: Callable[[], Published]) -> APIRouter:
    """Give the address ``/api/suggest``.

    Args:
        current: what is live here.
    """
    router = APIRouter()

    @lru_cache(maxsize=1)
    def names(entries: tuple[Entry, ...]) -> Names:
        return Names(entries)

    @router.get("/api/suggest")
    async def suggest(q: Annotated[str, Query(max_length=200)] = "") -> dict[str, Any]:
        started = time.perf_counter()
        found = names(current().entries).beginning(q)
        shown = [{"code": entry.code, "name": short(entry.name), "field": entry.field} for entry in found]
        return {"suggestions": shown, "took_ms": round((time.perf_counter() - started) * 1000, 2)}

    return router


class Names:
    """All names, ready to be looked through."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = [(entry, f" {folded(entry.name)}") for entry in entries]

    def beginning(self, text: str) -> list[Entry]:
        """Give the entries in whose name each word of ``text`` begins a word, the shortest names first.

        The words may stand without their diacritics; a code finds its entry.
        """
        words = [f" {word}" for word in folded(text).split()]
        if not words:
            return []
        by_code = [entry for entry, _ in self._entries if entry.code == text.strip()]
        found = [(entry, name) for entry, name in self._entries if all(word in name for word in words)]
        run = "".join(words)
        found.sort(key=lambda one: (not one[1].startswith(run), run not in one[1], len(one[1]), one[0].code))
        return (by_code or [entry for entry, _ in found])[:OFFERED]


def short(name: str) -> str:
    """Give a name without the word that every procedure could begin with."""
    rest = name.removeprefix("Thủ tục ")
    return rest[:1].upper() + rest[1:]


def folded(text: str) -> str:
    """Give a text in small letters without diacritics, its words apart by one space; "ký" and "kí" are one."""
    bare = strip_marks(clean(text).lower()).replace("y", "i")
    letters = "".join(ch if ch.isalnum() else " " for ch in bare)
    return " ".join(letters.split()).removeprefix("thu tuc ")

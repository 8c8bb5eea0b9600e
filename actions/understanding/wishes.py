"""Several wishes in one message: "đổi căn cước, sang tên xe với làm thẻ bảo hiểm cho con"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from actions.fixed_phrases import fold, phrases_of
from actions.sources import Searches
from actions.wording.words import read_words
from search.text import words

MOST = 4
_SIGNS = re.compile(r"[,;:.?!\n+&]+")
# So surely a part must be found by itself, the less so the more of the name is said.
_SURELY = 0.9
_SURE = 0.5
_SAID = 0.25
# From this chance on the whole message is about what is found for it.
_WHOLE = 0.92
_WHOLE_OTHER = 0.6
_WEIGHTY = 2
_LEAST_WORDS = 5
_BEGINNING = 5
_SHORT = 5
_GUIDE = "huong-dan/"


@dataclass(frozen=True)
class Wish:
    """One thing that is asked for: in the person's words, with its procedure where that is sure."""

    text: str
    code: str | None


class Wishes:
    """Parts a message into its wishes."""

    def __init__(self) -> None:
        said = read_words("wishes")
        self._parting = phrases_of(said["parting"])
        self._several = phrases_of(said["several"])
        self._wishing = phrases_of(said["wishing"])
        self._telling = phrases_of(said["telling"])

    def of(self, text: str, searches: Searches) -> list[Wish]:
        """Give the wishes of a message where it surely has several, in their order; else none.

        Each is found surely by itself, no two are the same, and what is found for the whole is none that both tell of.
        """
        said = fold(text).split()
        is_counted = any(self._several.find(said))
        parts = list(self._parts(text)) if len(said) >= _LEAST_WORDS else []
        weighty = [part for part in parts if searches.compare.weight(part) >= _WEIGHTY]
        if len(weighty) < 2:
            return []
        wishes = [self._wish(part, is_counted, searches) for part in weighty]
        # Who tells a story says more than wishes; who counts them may.
        heard = [wish for wish in wishes if wish]
        sure = {wish.code for wish in heard if wish.code}
        is_several = len(sure) >= 2 or (is_counted and len(heard) >= 2)
        if not is_several or (None in wishes and not is_counted) or _is_one(text, sure, is_counted, searches):
            return []
        return list({wish.code or wish.text: wish for wish in reversed(heard)}.values())[::-1][:MOST]

    def _parts(self, text: str) -> Iterator[str]:
        for clause in _SIGNS.split(text):
            said = words(clause)
            at = 0
            for start, end, _ in self._parting.find(fold(clause).split()):
                yield " ".join(said[at:start])
                at = end
            yield " ".join(said[at:])

    def _wish(self, part: str, is_counted: bool, searches: Searches) -> Wish | None:
        """The wish of a part, where it is surely one: it begins as one, and search finds it."""
        said = fold(part).split()
        begins = any(self._wishing.find(said[:_BEGINNING])) or len(said) <= _SHORT
        if any(self._telling.find(said)) or not (begins or is_counted):
            return None
        found = searches.search(part)
        if found.decision == "refuse" or found.results[0].code.startswith(_GUIDE):
            return None
        first = found.results[0]
        named = searches.compare.named(part, searches.name_of(first.code))
        is_sure = first.score >= _SURELY or (first.score >= _SURE and named >= _SAID)
        return Wish(part, first.code if found.decision == "answer" and is_sure else None)


def _is_one(text: str, codes: Set[str], is_counted: bool, searches: Searches) -> bool:
    """Whether the whole message is surely about one thing, or about something else than its parts."""
    found = searches.search(text)
    if found.decision != "answer":
        return False
    first = found.results[0]
    return first.score >= (_WHOLE if first.code in codes or is_counted else _WHOLE_OTHER)

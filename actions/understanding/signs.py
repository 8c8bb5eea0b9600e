"""What a message shows by its words alone: danger, a death, despair, another language, what a guide answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from actions.wording.words import read_words
from search.lexicon import LexiconEntry, PhraseFinder
from search.text import words

_BETWEEN = 4
_CLAUSE_END = re.compile(r"[,.;:!?\n]")


class Signs:
    """Finds the phrases of ``words/signs.toml``; diacritics count in a message that has any."""

    def __init__(self) -> None:
        said = read_words("signs")
        self._danger_now = _written(said["danger_now"])
        self._danger = _written(said["danger"])
        self._dangerous = _written(said["dangerous"])
        self._past = _written(said["past"])
        self._despair = _written(said["despair"])
        self._long_ago = _written(said["long_ago"])
        self._kin = _written(said["kin"])
        self._died = _written(said["died"])
        self._between = _written(said["between"])
        self._befallen = _written(said["befallen"])
        self._speaker = _written(said["speaker"])
        self._lost_things = _written(said["lost_things"])
        self._languages: Mapping[str, Sequence[str]] = said["languages"]
        self.guide_codes = frozenset(said["guides"])
        self._guides = PhraseFinder(
            LexiconEntry(tuple(words(phrase)), code) for code, phrases in said["guides"].items() for phrase in phrases
        )

    def danger(self, text: str) -> bool:
        """Say whether somebody is in danger now."""
        said = words(text)
        return _holds(self._danger_now, said) or (_holds(self._danger, said) and not _holds(self._past, said))

    def may_be_danger(self, text: str) -> bool:
        """Say whether words of danger stand in the text, and none of what came of it."""
        said = words(text)
        return _holds(self._dangerous, said) and not _holds(self._past, said)

    def despair(self, text: str) -> bool:
        """Say whether somebody wants to die."""
        return _holds(self._despair, words(text))

    def death(self, text: str) -> bool:
        """Say whether somebody of the family has died; "ba mất sổ" tells of a book."""
        clauses = [words(clause) for clause in _CLAUSE_END.split(text)]
        return any(
            self._tells_of_death(clause)
            or (self._begins_with_death(clause) and any(_holds(self._kin, before) for before in clauses[:at]))
            for at, clause in enumerate(clauses)
        )

    def long_ago(self, text: str) -> bool:
        """Say whether what is told lies years back, or is told of for what was left behind."""
        return _holds(self._long_ago, words(text))

    def language(self, text: str) -> str | None:
        """Give the language (ISO 639-1) of a message that is not in Vietnamese, ``None`` for Vietnamese."""
        if any(not character.isascii() and "à" <= character.lower() <= "ỹ" for character in text):
            return None
        padded = f" {' '.join(text.lower().replace('?', ' ').replace(',', ' ').replace('!', ' ').split())} "
        for language, said in self._languages.items():
            found = sum(1 for phrase in said if (phrase in text if not phrase.isascii() else f" {phrase} " in padded))
            if found >= (1 if len(padded.split()) <= _FEW or not said[0].isascii() else _SURELY):
                return language
        return None

    def guide(self, text: str) -> tuple[str, int] | None:
        """Give the guide that answers, and how many words of the message name it."""
        found = [(end - start, entry.kind) for start, end, entry in self._guides.find(words(text))]
        return (max(found)[1], max(found)[0]) if found else None

    def _begins_with_death(self, said: Sequence[str]) -> bool:
        """Whether a clause tells of what befell who was named before: "…, mất vì bệnh"."""
        found = next(self._died.find(said), None)
        return found is not None and found[0] == 0 and _holds(self._befallen, said[found[1] : found[1] + 1])

    def _tells_of_death(self, said: Sequence[str]) -> bool:
        for start, end, _ in self._died.find(said):
            may_be_lost = said[start] in ("mất", "mat")
            following = said[end : end + 1]
            if may_be_lost and (_holds(self._lost_things, following) or "".join(following).isdigit()):
                continue
            is_speaker = may_be_lost and _holds(self._speaker, said[start - 1 : start])
            if start and self._is_kin_before(said[: start - 1] if is_speaker else said[:start]):
                return True
        return False

    def _is_kin_before(self, said: Sequence[str]) -> bool:
        """Whether the words right before name somebody of the family: "chồng em mới"."""
        at = len(said) - 1
        for _ in range(_BETWEEN):
            if at < 0:
                return False
            if _holds(self._kin, said[at : at + 1]):
                return True
            if not _holds(self._between, said[at : at + 1]):
                return False
            at -= 1
        return False


# In so short a message one foreign word tells its language; in a longer one two do.
_FEW = 2
_SURELY = 2


def _written(phrases: Iterable[str]) -> PhraseFinder:
    return PhraseFinder(LexiconEntry(tuple(words(phrase)), "") for phrase in phrases)


def _holds(phrases: PhraseFinder, said: Sequence[str]) -> bool:
    return any(phrases.find(said))

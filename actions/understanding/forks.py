"""Which of like procedures is meant, where the words decide; and where they do not, what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions.fixed_phrases import fold, phrases_of
from knowledge.fork import Fork


class Forks:
    """Holds what is said against the forks of the catalogue."""

    def __init__(self, forks: Iterable[Fork]) -> None:
        self._forks = list(forks)
        self._needed = [[phrases_of(said) for said in (fork.about, fork.said) if said] for fork in self._forks]
        self._when = [[phrases_of(branch.when) for branch in fork.branches] for fork in self._forks]

    def at(self, code: str, text: str) -> Fork | None:
        """Give the fork at which a found procedure stands and nothing that was said decides, ``None`` where at none."""
        words = fold(text).split()
        for number, fork in enumerate(self._forks):
            asked = code in _codes(fork) and all(any(phrases.find(words)) for phrases in self._needed[number])
            if asked and not self._longest(number, words):
                return fork
        return None

    def decide(self, codes: Sequence[str], text: str) -> str | None:
        """Give which of the offered branches an answer to the question decides for."""
        words = fold(text).split()
        for number, fork in enumerate(self._forks):
            if set(codes) == set(_codes(fork)):
                return self._decided(number, words)
        return None

    def _decided(self, number: int, words: Sequence[str]) -> str | None:
        """The branch whose words are said; where those of several are, the one with the longest of them."""
        longest = self._longest(number, words)
        best = max(longest.values(), default=0)
        decided = [code for code, length in longest.items() if length == best]
        return decided[0] if len(decided) == 1 else None

    def _longest(self, number: int, words: Sequence[str]) -> dict[str, int]:
        """The branches whose words are said, with the length of the longest phrase of each."""
        longest = {}
        for branch, phrases in zip(self._forks[number].branches, self._when[number], strict=True):
            found = [end - start for start, end, _ in phrases.find(words)]
            if found:
                longest[branch.code] = max(found)
        return longest


def _codes(fork: Fork) -> list[str]:
    return [branch.code for branch in fork.branches]

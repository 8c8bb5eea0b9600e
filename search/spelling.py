"""Slips of the finger put right: only words that the corpus does not know, only where it is plain what was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.lexicon import Lexicon
from search.syllable import is_syllable, untangle
from search.text import strip_marks

# Names of the Central Highlands begin with these; what follows them is a name, however it looks.
_NAME_BEGINNINGS = frozenset(
    {"y", "h", "ea", "ia", "cu", "chu", "krong", "buon", "dlie", "cuor", "dray", "dur", "dak", "h'"}
)
_NAME_LETTERS = frozenset("ĕŏƀčñ'")
_LONGEST_NAME = 2
# As often as a word must occur to be what another was meant to be.
_COMMON = 2


@dataclass
class Vocabulary:
    """The words of a corpus, without diacritics: how often each occurs, and how often two stand side by side."""

    counts: Mapping[str, int]
    pairs: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], lexicon: Lexicon) -> Vocabulary:
        """Count the words of all texts; the lexicon's own words are known too."""
        counts: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for text in texts:
            plain = [strip_marks(word) for word in text]
            counts.update(plain)
            pairs.update(f"{a} {b}" for a, b in pairwise(plain))
        for kind in ("everyday", "weightless", "kept", "facets"):
            counts.update(strip_marks(word) for entry in lexicon.of(kind) for word in entry.said)
        real = {word: n for word, n in counts.items() if n > 1 or is_syllable(word)}
        # Abbreviations are never read as slips of other words, and may be glued or mistyped themselves.
        short = {e.said[0] for kind in ("abbreviations", "teencode") for e in lexicon.of(kind) if len(e.said) == 1}
        real |= {word: _COMMON for word in map(strip_marks, short) if len(word) > 2 and not is_syllable(word)}
        return cls(real, {pair: n for pair, n in pairs.items() if n > 1})


class Speller:
    """Corrects words by a vocabulary; ``protected`` words (places, peoples) are never touched."""

    def __init__(self, vocabulary: Vocabulary, protected: Iterable[str] = ()) -> None:
        self._counts = vocabulary.counts
        self._pairs = vocabulary.pairs
        self._protected = frozenset(protected)
        self._by_deletion = self._deletion_index()

    def correct(self, written: Sequence[str]) -> list[str]:
        """Give the words with slips put right; a corrected word comes without diacritics.

        Glued words are split, split ones joined. Names of the Central Highlands are never touched.
        """
        if all(word in self._counts for word in map(strip_marks, written)):
            return list(written)
        fixed: list[str] = []
        names = self.names(written)
        at = 0
        while at < len(written):
            word, bare = written[at], strip_marks(written[at])
            if at in names or bare in self._counts or bare in self._protected or bare[0].isdigit():
                fixed.append(word)
            elif joined := self._joined(bare, written, at):
                fixed.append(joined)
                at += 1
            else:
                before = strip_marks(fixed[-1]) if fixed else ""
                after = strip_marks(written[at + 1]) if at + 1 < len(written) else ""
                fixed.extend(self._meant(word, bare, before, after))
            at += 1
        return fixed

    def knows(self, word: str) -> bool:
        """Say whether the corpus has the word (without diacritics)."""
        return word in self._counts

    def names(self, written: Sequence[str]) -> set[int]:
        """Give the positions of words that are, or belong to, a name of the Central Highlands."""
        names: set[int] = set()
        for at, word in enumerate(written):
            bare = strip_marks(word)
            if _NAME_LETTERS & set(word):
                names.add(at)
            if bare in _NAME_BEGINNINGS:
                following = range(at + 1, min(at + 1 + _LONGEST_NAME, len(written)))
                strange = [i for i in following if strip_marks(written[i]) not in self._counts]
                names.update([at, *strange] if strange else [])
        return names

    def _joined(self, bare: str, written: Sequence[str], at: int) -> str | None:
        if at + 1 >= len(written):
            return None
        following = strip_marks(written[at + 1])
        fragments = not is_syllable(bare) or not is_syllable(following)
        return bare + following if fragments and self._counts.get(bare + following, 0) > 1 else None

    def _meant(self, word: str, bare: str, before: str, after: str) -> list[str]:
        for guess in untangle(word):
            if guess in self._counts:
                return [guess]
        if pieces := self._split(word, bare, before, after):
            return pieces
        guesses = {guess: self._fit(guess, before, after) for guess in self._near(bare)}
        if guesses:
            best = max(guesses, key=lambda guess: (guesses[guess], self._counts[guess]))
            # A real syllable may be a person's name: it is only changed where both neighbours ask for it.
            if guesses[best] >= (2 if is_syllable(bare) else 1) or (not is_syllable(bare) and len(bare) > 3):
                return [best]
        return [word]

    def _fit(self, guess: str, before: str, after: str) -> int:
        return (self._pairs.get(f"{before} {guess}", 0) > 1) + (self._pairs.get(f"{guess} {after}", 0) > 1)

    def _split(self, word: str, bare: str, before: str, after: str) -> list[str]:
        """Cut glued words apart where each piece is known and stands beside the next one elsewhere.

        One seam may be new where the words around ask for the pieces.
        """
        if len(bare) < 5 or len(bare) != len(word):
            return []
        # best[i]: (seams never seen, pieces, their starts) of the first i letters
        best: list[tuple[int, int, tuple[int, ...]] | None] = [(0, 0, ())] + [None] * len(bare)
        for end in range(2, len(bare) + 1):
            for start in range(max(0, end - 7), end - 1):
                head, piece = best[start], bare[start:end]
                if head is None or self._counts.get(piece, 0) < _COMMON:
                    continue
                seam = bool(start) and f"{bare[head[2][-1] : start]} {piece}" not in self._pairs
                candidate = (head[0] + seam, head[1] + 1, (*head[2], start))
                known = best[end]
                if known is None or candidate < known:
                    best[end] = candidate
        whole = best[len(bare)]
        if whole is None or whole[1] < 2:
            return []
        bounds = list(pairwise([*whole[2], len(bare)]))
        first, last = (bare[a:b] for a, b in (bounds[0], bounds[-1]))
        asked = f"{before} {first}" in self._pairs or f"{last} {after}" in self._pairs
        if whole[0] > 1 or (whole[0] and not asked):
            return []
        return [word[a:b] for a, b in bounds]

    def _near(self, bare: str) -> set[str]:
        if not 3 <= len(bare) <= 12:
            return set()
        found: set[str] = set()
        for form in (bare, *_deletions(bare)):
            found |= self._by_deletion.get(form, set())
            if form in self._counts:
                found.add(form)
        return {guess for guess in found if len(guess) > 1 and _one_slip(bare, guess)}

    def _deletion_index(self) -> dict[str, set[str]]:
        """Words by what is left when one letter is taken out: slips of one letter meet there."""
        index: dict[str, set[str]] = {}
        for word, count in self._counts.items():
            if count > 1 and word.isalpha():
                for form in _deletions(word):
                    index.setdefault(form, set()).add(word)
        return index


def _deletions(word: str) -> Iterable[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _one_slip(written: str, meant: str) -> bool:
    """Say whether one letter was left out, added, changed, or two neighbours swapped."""
    if len(written) == len(meant):
        wrong = [i for i in range(len(meant)) if written[i] != meant[i]]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and written[wrong[0]] == meant[wrong[1]]
        return len(wrong) == 1 or (swapped and written[wrong[1]] == meant[wrong[0]])
    longer, shorter = (written, meant) if len(written) > len(meant) else (meant, written)
    return len(longer) == len(shorter) + 1 and shorter in set(_deletions(longer))

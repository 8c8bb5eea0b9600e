"""The fixed phrases of ``wording/words/heard.toml``, recognised without Rasa and without search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions.wording.words import read_words
from search.lexicon import LexiconEntry, PhraseFinder
from search.text import strip_marks, words


def fold(text: str) -> str:
    """Give the words of the text in one written form, lower case and without diacritics."""
    return " ".join(words(strip_marks(text)))


def phrases_of(said: Iterable[str], kind: str = "") -> PhraseFinder:
    """Give a matcher of these phrases for folded words; ``kind`` stands in what it finds."""
    return PhraseFinder(LexiconEntry(tuple(fold(phrase).split()), kind) for phrase in said)


class FixedPhrases:
    """Recognises what is said in set words, wherever it stands or alone."""

    def __init__(self) -> None:
        said = read_words("heard")
        self._private = phrases_of(said["private"])
        self._same_dossier = phrases_of(said["same_dossier"])
        self._handed_in = phrases_of(said["handed_in"])
        self._reject = frozenset(map(fold, said["reject"]))
        self._rejecting = frozenset(map(fold, said["rejecting"]))
        self._person = frozenset(map(fold, said["person"]))
        self._all = frozenset(map(fold, said["all"]))
        self._agree = frozenset(map(fold, said["agree"]))
        self._joining = frozenset(said["joining"])
        self._joining_bare = frozenset(map(fold, said["joining"]))
        self._borrowed = frozenset(map(fold, said["borrowed"]))
        self._empty = frozenset(map(fold, [*said["joining"], *said["particles"]]))
        self._choosing = frozenset(map(fold, said["choosing"]))
        self._ordinals: dict[str, int] = {fold(word): place for word, place in said["ordinals"].items()}

    def private(self, text: str) -> bool:
        """Say whether what names a person in a dossier is asked for."""
        return _holds(self._private, text)

    def same_dossier(self, text: str) -> bool:
        """Say whether the dossier that was looked up before is meant."""
        return _holds(self._same_dossier, text)

    def handed_in(self, text: str) -> bool:
        """Say whether the text speaks of a dossier that was handed in, not of one that is to be."""
        return _holds(self._handed_in, text)

    def only_reject(self, text: str) -> bool:
        """Say whether the text says no, and nothing else."""
        return fold(text) in self._reject

    def beside_reject(self, text: str) -> frozenset[str]:
        """Give the folded words of the text that are no part of a bare no."""
        return self.naming(text) - self._rejecting

    def asks_person(self, text: str) -> bool:
        """Say whether the text is what our own texts tell people to write who want a person."""
        return fold(text) in self._person

    def agrees(self, text: str) -> bool:
        """Say whether the text says yes, and nothing else."""
        return fold(text) in self._agree

    def all_of_them(self, text: str) -> bool:
        """Say whether the text takes all that was offered, and says nothing else: "cả hai"."""
        rest = [word for word in fold(text).split() if word not in self._choosing]
        return " ".join(rest) in self._all

    def without_joining(self, text: str) -> str:
        """Give the text without the words at its beginning that join it to the message before; never empty of words.

        Diacritics count where they are written: "mà" joins, "mã" begins a question.
        """
        said = text.split()
        is_marked = sum(not word.isascii() for word in said) > 1
        forms = [" ".join(words(word)) for word in said]
        first = next((at for at, form in enumerate(forms) if not self._joins(form, forms[at + 1 :], is_marked)), 0)
        return " ".join(said[first:])

    def _joins(self, form: str, after: Sequence[str], is_marked: bool) -> bool:
        """Whether a word joins; "vay" may be "vậy", but before "vốn" it borrows."""
        if form in self._joining:
            return True
        borrows = form == "vay" and fold(" ".join(after[:1])) in self._borrowed
        return not is_marked and form in self._joining_bare and not borrows

    def says_nothing(self, text: str) -> bool:
        """Say whether the text has only words that name nothing."""
        return not self.naming(text)

    def naming(self, text: str) -> frozenset[str]:
        """Give the folded words of the text that may name something."""
        return frozenset(fold(text).split()) - self._empty

    def number(self, text: str) -> int | None:
        """Give the number that the text chooses ("2", "cái thứ hai"): -1 is the last one, ``None`` no number."""
        rest = [word for word in fold(text).split() if word not in self._choosing]
        said = " ".join(rest)
        if said in self._ordinals:
            return self._ordinals[said]
        return int(said) if said.isascii() and said.isdigit() and len(said) <= 2 else None


def _holds(phrases: PhraseFinder, text: str) -> bool:
    return any(phrases.find(fold(text).split()))

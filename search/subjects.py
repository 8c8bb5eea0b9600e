"""Which subject a message names, where it says nothing else: "thủ tục xe máy", "em hỏi về đất đai ạ"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.subject import Subject
from search.phrases import PhraseTable
from search.text import strip_marks, words
from search.understanding import QuestionReader

# A longer message says more than a subject.
_LONGEST = 24


class SubjectFinder:
    """Finds the subject whose way of saying is all that a message says, framing aside. Safe for threads."""

    def __init__(self, subjects: Iterable[Subject], framing: Iterable[str], reader: QuestionReader) -> None:
        """Take the subjects, the words around them, and what reads abbreviations and slips."""
        self._reader = reader
        self._framing = PhraseTable((phrase.split(), True) for phrase in framing)
        self._by_words: dict[tuple[str, ...], Subject] = {}
        said = [(_bare(words(way)), subject) for subject in subjects for way in (*subject.ways, subject.name)]
        # What is written out comes before what is left of another way without its framing.
        for way, subject in [*said, *((self._named(way), subject) for way, subject in said)]:
            self._by_words.setdefault(way, subject)

    def find(self, text: str) -> Subject | None:
        """Give the subject that a message names, ``None`` where it says more, or names none."""
        said = words(text)
        if len(said) > _LONGEST:
            return None
        readings = (_bare(said), _bare(self._reader.read_words(said).written))
        for reading in readings:
            subject = self._by_words.get(reading) or self._by_words.get(self._named(reading))
            if subject is not None:
                return subject
        return None

    def _named(self, said: Sequence[str]) -> tuple[str, ...]:
        """The words that are no framing; all of them where nothing else is."""
        found = self._framing.walk(said, lambda kinds, _start, _end: kinds[0])
        framing = {at for start, end, _ in found for at in range(start, end)}
        return tuple(word for at, word in enumerate(said) if at not in framing) or tuple(said)


def _bare(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(strip_marks, said))

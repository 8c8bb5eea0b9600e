"""What the citizen said, and what can be recognised in it without Rasa."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from actions.state import Aspect
from actions.wording.words import read_words
from search.text import strip_marks, words

LONGEST = 2000
PROOF_WORDS = 8
_ID_NUMBER = re.compile(r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)")
_OTP = re.compile(r"\botp\b\D{0,20}\d{4,8}\b|\b\d{4,8}\b\D{0,20}\botp\b")
_PASSWORD = re.compile(r"\b(?:mat khau|password|pass)\b(?: cua toi)? ?(?:la|:|=) ?\S+")
_FOUR_DIGITS = re.compile(r"(?<!\d)(\d{4})(?!\d)")


@dataclass(frozen=True)
class Heard:
    """One message of the citizen, as Rasa heard it.

    Attributes:
        text: what was written, at most ``LONGEST`` characters.
        intent: Rasa's intent.
        aspects: aspects that are asked, in the order in which they are asked.
        beside: the text without the phrases that name aspects.
        conversation: id of the conversation.
        now: Vietnam's time.
    """

    text: str
    intent: str
    aspects: tuple[Aspect, ...]
    beside: str
    conversation: str
    now: dt.datetime


def fold(text: str) -> str:
    """The words of the text in one written form, lower case and without diacritics."""
    return " ".join(words(strip_marks(text)))


class Phrases:
    """Recognises the fixed phrases of ``words/heard.toml``."""

    def __init__(self) -> None:
        """Read the phrases."""
        phrases = read_words("heard")
        self._emergency = _any_of(phrases["emergency"])
        self._private = _any_of(phrases["private"])
        self._same_dossier = _any_of(phrases["same_dossier"])
        self._reject = frozenset(map(fold, phrases["reject"]))
        self._person = frozenset(map(fold, phrases["person"]))
        self._agree = frozenset(map(fold, phrases["agree"]))
        self._joining = frozenset(form for word in phrases["joining"] for form in (word, fold(word)))
        self._empty = frozenset(map(fold, [*phrases["joining"], *phrases["particles"]]))
        self._choosing = frozenset(map(fold, phrases["choosing"]))
        self._ordinals: dict[str, int] = {fold(word): place for word, place in phrases["ordinals"].items()}

    def emergency(self, text: str) -> bool:
        """Whether somebody is in danger now."""
        return self._emergency.search(fold(text)) is not None

    def private(self, text: str) -> bool:
        """Whether what names a person in a dossier is asked for."""
        return self._private.search(fold(text)) is not None

    def same_dossier(self, text: str) -> bool:
        """Whether the dossier that was looked up before is meant."""
        return self._same_dossier.search(fold(text)) is not None

    def only_reject(self, text: str) -> bool:
        """Whether the text says no, and nothing else."""
        return fold(text) in self._reject

    def asks_person(self, text: str) -> bool:
        """Whether the text is what our own texts tell people to write who want a person."""
        return fold(text) in self._person

    def agrees(self, text: str) -> bool:
        """Whether the text says yes, and nothing else."""
        return fold(text) in self._agree

    def without_joining(self, text: str) -> str:
        """The text without the words at its beginning that join it to the message before; never empty of words.

        Diacritics count where they are written: "mà" joins, "mã" begins a question.
        """
        said = text.split()
        first = next((at for at, word in enumerate(said) if " ".join(words(word)) not in self._joining), 0)
        return " ".join(said[first:])

    def says_nothing(self, text: str) -> bool:
        """Whether the text has only words that name nothing."""
        return self._empty.issuperset(fold(text).split())

    def number(self, text: str) -> int | None:
        """The number that the text chooses ("2", "số 2", "cái thứ hai"): -1 is the last one, ``None`` no number."""
        rest = [word for word in fold(text).split() if word not in self._choosing]
        said = " ".join(rest)
        if said in self._ordinals:
            return self._ordinals[said]
        return int(said) if said.isascii() and said.isdigit() and len(said) <= 2 else None


def phone_digits(text: str) -> str | None:
    """The four digits given as the second proof: in a short text, or the end of a whole phone number."""
    number = re.sub(r"[\s.\-]", "", text)
    if re.fullmatch(r"(?:\+84|0)\d{8,10}", number):
        return number[-4:]
    found = _FOUR_DIGITS.findall(text)
    return str(found[0]) if len(found) == 1 and len(text.split()) <= PROOF_WORDS else None


def private_data(text: str) -> list[str]:
    """Kinds of private data in the text that have no business here: ``id_number``, ``otp``, ``password``."""
    plain = " ".join(strip_marks(text).lower().split())
    kinds = {"id_number": _ID_NUMBER, "otp": _OTP, "password": _PASSWORD}
    return [kind for kind, pattern in kinds.items() if pattern.search(plain)]


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(fold(phrase)) for phrase in phrases)})\b")

"""Text typed for the fonts of before Unicode, TCVN3 (ABC) and VNI: told apart from other text, and turned into Unicode.

Both put Vietnamese letters in the places of other signs, so that "Đăng ký" arrives as "§¨ng ký" or "Ñaêng kyù". A text
is turned only where that is sure: it holds words that are no Vietnamese and become Vietnamese, and none that do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge.importers.syllables import is_syllable
from knowledge.procedure import Flag

_TCVN3 = dict(
    zip(
        "¡¢§£¤¥¦µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ",
        "ĂÂĐÊÔƠƯàảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_PAIRS = {
    "a": ("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõ", "ýỳỷỹ"),
}
_VNI_LETTERS = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))
_VNI = _VNI_LETTERS | {
    f"{base}{sign}": unicode
    for base, (signs, unicodes) in _VNI_PAIRS.items()
    for sign, unicode in zip(signs, unicodes, strict=True)
}
_VNI |= {key.upper(): value.upper() for key, value in _VNI.items()} | {
    key[0].upper() + key[1]: value.upper() for key, value in _VNI.items() if len(key) == 2
}

_SIGN = "\u00a1-\u00bf×÷"
"""Signs of Latin-1 that are no letters: within a word they betray an old font."""

_WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGN}])+")
_SUSPECT = re.compile(f"[{_SIGN}ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþ]")
_BEYOND_LATIN_1 = re.compile("[\u0100-\u024f\u1e00-\u1eff]")
_VOWEL = re.compile("[aeiouy]")
_INSIDE = re.compile(rf"[^\W\d_][{_SIGN}]+[^\W\d_]")
_SHIFTED = re.compile("[a-z][À-ÖØ-Þ]|[A-Za-z][À-ÖØ-Þ][a-z]")
_TELLING = re.compile("[aeoyôö][âáàåãäêéèüëõø]|[ôö][ùûï]", re.IGNORECASE)
"""Pairs of VNI that no other language writes; "aï" and "où" are French, too."""

_QUOTES = re.compile(r"(?<!\w)«(?=\w)([^«»]*\w)»(?!\w)")
_UNITS = {"µm", "µs", "µg", "µl"}
_SHOWN = 60


class UnclearFont(ValueError):
    """A text that was typed, in part or in whole, for an old font, and cannot be turned into Unicode for sure."""


@dataclass(frozen=True)
class _Reading:
    """A text as one encoding reads it.

    ``strong`` words hold signs that stand in no word of any language, ``weak`` ones only letters that some language
    has; both are no Vietnamese as they stand and become Vietnamese. ``odd`` words are Vietnamese in neither way.
    """

    encoding: _Encoding
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    odd: tuple[str, ...]
    foreign: int

    @property
    def is_sure(self) -> bool:
        """Whether the whole text was typed for this encoding."""
        told = len(self.weak) > 1 or bool(self.telling)
        return not self.odd and (bool(self.strong) or (told and len(self.weak) > self.foreign))

    @property
    def telling(self) -> list[str]:
        """The weak words that could hardly be of another language."""
        return [word for word in self.weak if _TELLING.search(word)]

    @property
    def weight(self) -> int:
        """How many words speak for this encoding."""
        return len(self.strong) + len(self.weak)


class _Encoding:
    """One encoding: what stands for which letter."""

    def __init__(self, name: str, letters: dict[str, str]) -> None:
        self.name = name
        self._letters = letters

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(re.escape, self._letters), key=len, reverse=True)))

    def turned(self, text: str) -> str:
        """The text in Unicode. Letters of a font of capitals, whose codes are the small ones, become capitals."""
        turned = self._pattern.sub(lambda found: self._letters[found[0]], text)
        if any(letter.islower() and letter.isascii() for letter in text):
            return _WORD.sub(lambda found: found[0].upper() if _is_mixed(found[0]) else found[0], turned)
        return turned.upper() if any(map(_is_mixed, _WORD.findall(turned))) else turned

    def read(self, text: str) -> _Reading:
        """Weigh every word of the text."""
        strong, weak, odd = [], [], []
        foreign = 0
        for word in _WORD.findall(_QUOTES.sub(r" \1 ", text)):
            turned = self._pattern.sub(lambda found: self._letters[found[0]], word)
            if word.isascii():
                foreign += bool(_VOWEL.search(word.lower())) and not is_syllable(word)
            elif _is_neutral(word) or not _has_vowel(turned):
                continue
            elif turned == word or not is_syllable(turned):
                odd.append(word)
            elif _is_strong(word):
                strong.append(word)
            else:
                weak.append(word)
        return _Reading(self, tuple(strong), tuple(weak), tuple(odd), foreign)


_ENCODINGS = (_Encoding("TCVN3", _TCVN3), _Encoding("VNI", _VNI))


class Transcript:
    """The texts of one record in Unicode, and what was turned on the way."""

    def __init__(self) -> None:
        self._turned: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Give the text in Unicode; as it stands where it is.

        Raises:
            UnclearFont: it was typed for an old font in part, or in a way that cannot be told.
        """
        encoding = _encoding_of(text, self._turned)
        if encoding is None:
            return text
        self._turned.setdefault(encoding.name, " ".join(text.split())[:_SHOWN])
        return encoding.turned(unicodedata.normalize("NFC", text))

    def value(self, value: Any) -> Any:
        """Give a JSON value with all its texts in Unicode.

        Raises:
            UnclearFont: as ``text`` does.
        """
        once = self._value(value)
        return self._value(once) if self._turned else once  # a single word is told by the others of its record

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._value(entry) for entry in value]
        if isinstance(value, dict):
            return {key: self._value(entry) for key, entry in value.items()}
        return value

    def flags(self) -> list[Flag]:
        """Tell the editor what was turned."""
        return [
            Flag(
                field="source",
                reason=f"Nguồn gõ bằng phông chữ {name} (“{text}”); đã chuyển sang Unicode, cần đọc lại.",
            )
            for name, text in self._turned.items()
        ]


def in_unicode(text: str) -> str:
    """Give a title in Unicode; as it stands where it is, or where what it was typed for is not sure."""
    try:
        return Transcript().text(text)
    except UnclearFont:
        return text


def _encoding_of(text: str, known: Container[str]) -> _Encoding | None:
    """Give the encoding that the text was typed for; ``known`` are the names of those that its record has already."""
    if text.isascii():
        return None
    mixed = bool(_BEYOND_LATIN_1.search(text))
    if mixed and not _SUSPECT.search(text):
        return None
    text = unicodedata.normalize("NFC", text)
    readings = sorted((one.read(text) for one in _ENCODINGS), key=lambda reading: reading.weight, reverse=True)
    sure = [reading for reading in readings if not mixed and _is_sure(reading, known)]
    if sure and (len(sure) == 1 or sure[0].weight > sure[1].weight):
        return sure[0].encoding
    for reading in readings:
        if betrayed := _betrayed(reading, mixed=mixed):
            raise UnclearFont(
                f"“{betrayed[0]}” gõ phông chữ {reading.encoding.name}, chữ khác trong “{text[:_SHOWN]}” thì không; "
                "hãy chuyển cả ô sang Unicode rồi nhập lại"
            )
    return None


def _is_sure(reading: _Reading, known: Container[str]) -> bool:
    return reading.is_sure or (reading.encoding.name in known and bool(reading.weak) and not reading.odd)


def _betrayed(reading: _Reading, *, mixed: bool) -> list[str]:
    """The words that were surely typed for the encoding; ``mixed``: letters that only Unicode has stand beside them."""
    if not mixed:
        return [*reading.strong, *reading.telling]
    plain = [word for word in reading.strong if _is_plain_in_a_mixture(word)]
    return plain or (reading.telling if len(reading.weak) > 1 else [])


def _is_neutral(word: str) -> bool:
    """Say whether the word may stand in any text: Vietnamese as it is (not "phÝ"), a unit, or signs alone."""
    if len(word) == 1 or word in _UNITS or not any(map(str.isalpha, word)):
        return True
    return is_syllable(word) and not _SHIFTED.search(word)


def _has_vowel(text: str) -> bool:
    return bool(_VOWEL.search(unicodedata.normalize("NFD", text.casefold())))


def _is_strong(word: str) -> bool:
    return bool(_SHIFTED.search(word)) or any(not letter.isalpha() or letter in "ªµº" for letter in word)


def _is_plain_in_a_mixture(word: str) -> bool:
    """Say whether a word is typed for an old font also where the text around it is Unicode: no mark beside a word."""
    return bool(_INSIDE.search(word)) or (len(word) > 2 and sum(not letter.isascii() for letter in word) > 1)


def _is_mixed(word: str) -> bool:
    """Say whether capitals stand behind the first letter, and small letters with marks beside them."""
    return any(map(str.isupper, word[1:])) and any(letter.islower() and not letter.isascii() for letter in word)

"""Vietnamese text: one written form, the same without diacritics, and words.

Standard library only and Python 3.10: Rasa's environment imports this module too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02b9\u00b4\u0060\u2032\uff07", "'"))
_SPACES = re.compile(r"\s+")
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
# A word keeps its inner apostrophe (H'Hen, M'gar), a number its separators (123/2015, 1.001193).
_WORD = re.compile(r"\d+(?:[./,:-]\d+)+|[^\W_]+(?:'[^\W_]+)*")

# "đăng kí" and "đăng ký" are one word: the y is kept.
_I_AS_Y = re.compile(r"^(?:[hklmst]|qu)[iíìỉĩị]$")
_TO_Y = str.maketrans("iíìỉĩị", "yýỳỷỹỵ")

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_VOWELS = frozenset("aăâeêioôơuưy")
_WORD_LENGTH = 16
_BARE_VOWELS = frozenset("aeiouy")
_SHAPED = frozenset("ăâêôơư")
_SYLLABLE = re.compile(
    r"(?P<onset>ngh|ng|nh|ch|gh|gi(?=[aăâeêioôơuưy])|kh|ph|qu(?=[aăâeêioôơuưy])|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?P<vowels>[aăâeêioôơuưy]{1,3})(?P<coda>ch|ng|nh|[cmnpt])?"
)


def clean(text: str) -> str:
    """Give the text in NFC, without invisible characters, with one kind of apostrophe and single spaces."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_APOSTROPHES)
    return _SPACES.sub(" ", text).strip()


def normalise(text: str) -> str:
    """Give the text as it is compared: cleaned, lower case, each tone where the old spelling puts it.

    ``hoà`` becomes ``hòa``, ``đăng kí`` becomes ``đăng ký``; a letter held down
    (``giấyyyy``) becomes one. Diacritics are kept.
    """
    return _WORD.sub(_usual_spelling, clean(unicodedata.normalize("NFKC", text)).lower())


def _usual_spelling(match: re.Match[str]) -> str:
    return _spelling_of(match.group())


@lru_cache(maxsize=16384)
def _spelling_of(word: str) -> str:
    # An abbreviation without a vowel (cccd) holds no letter down.
    if _BARE_VOWELS & set(strip_marks(word)):
        word = _LONG_RUN.sub(r"\1", word)
    return _I_AS_Y.sub(_as_y, place_tone(word))


def _as_y(match: re.Match[str]) -> str:
    return match.group().translate(_TO_Y)


def strip_marks(text: str) -> str:
    """Give the text without diacritics: ``Đăng ký`` becomes ``Dang ky``. ASCII text is given back as it is."""
    return text if text.isascii() else _bare(text) if len(text) <= _WORD_LENGTH else text.translate(_BARE)


@lru_cache(maxsize=16384)
def _bare(word: str) -> str:
    return word.translate(_BARE)


def _bare_letters() -> dict[int, str]:
    letters = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0x300, 0x370))]
    bare = {
        ord(a): "".join(b for b in unicodedata.normalize("NFD", a) if not unicodedata.combining(b)) for a in letters
    }
    return bare | {ord("đ"): "d", ord("Đ"): "D", ord("ƀ"): "b", ord("Ƀ"): "B", ord("ð"): "d", ord("Ð"): "D"}


_BARE = _bare_letters()


def words(text: str) -> list[str]:
    """Give the words of the text in normal form, without punctuation and emoji."""
    return _WORD.findall(normalise(text))


def place_tone(word: str) -> str:
    """Move the tone of one lower-case syllable to its place in the old spelling: ``thuý`` becomes ``thúy``.

    What is no Vietnamese syllable is given back as it is.
    """
    if word.isascii():
        return word
    bare, tone = split_tone(word)
    if not tone:
        return word
    match = _SYLLABLE.fullmatch(bare)
    if match is None:
        return word
    at = match.start("vowels") + _tone_position(match["vowels"], bool(match["coda"]))
    return unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :])


def split_tone(word: str) -> tuple[str, str]:
    """Give the word without its tone, and the tone as a combining mark, empty if there is none or more than one."""
    letters = unicodedata.normalize("NFD", word)
    tones = [letter for letter in letters if letter in _TONES]
    if len(tones) != 1:
        return word, ""
    return unicodedata.normalize("NFC", letters.replace(tones[0], "")), tones[0]


def _tone_position(vowels: str, closed: bool) -> int:
    shaped = [i for i, letter in enumerate(vowels) if letter in _SHAPED]
    if shaped:
        return shaped[-1]
    if len(vowels) == 1:
        return 0
    return 1 if closed or len(vowels) == 3 else 0

"""Whether a word is a Vietnamese syllable: by its sounds, whether or not it means anything."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = ("\u0301", "\u0323")
"""The tones of a syllable that ends in a stop (sắc, nặng)."""

_FRONT = "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu e ec em en eng eo ep et ê êch êm ên ênh êp êt êu y"
_BACK = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây"
    " o oc oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt"
    " u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
)
_ROUNDED = (
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet"
    " uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu"
)
_AFTER_QU = (
    "a ac ach ai am an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê êch ên ênh êt ơ i it y"
    " yên yêt ynh yt ôc"
)
_ALONE = "y yêm yên yêng yêt yêu"

_BEFORE_FRONT = "b ch d đ gh gi h k kh l m n ngh nh p ph r s t th tr v x"
_BEFORE_BACK = "b c ch d đ g gi h kh l m n ng nh p ph r s t th tr v x"
_VOWELS = re.compile("[aăâeêioôơuưy]+")
_MARKED = "ăâêôơư"
_EITHER = ("oa", "oe", "uy")
"""Open rimes whose tone stands on either vowel: "hòa" and "hoà"."""

_STOP = re.compile(r"(?:[cpt]|ch)$")


def _tone_places(rime: str) -> tuple[int, ...]:
    """Where in the rime its tone may be written."""
    found = _VOWELS.match(rime)
    vowels = found[0] if found else ""
    marked = [place for place, letter in enumerate(vowels) if letter in _MARKED]
    if marked:
        return (marked[-1],)
    if vowels != rime:
        return (len(vowels) - 1,)
    if rime in _EITHER:
        return (0, 1)
    return (1,) if len(vowels) == 3 else (0,)


@cache
def _syllables() -> dict[str, frozenset[int]]:
    """Every syllable without its tone, and the places where a tone may stand in it."""
    parts = [
        *((start, rime) for start in ["", *_BEFORE_FRONT.split()] for rime in _FRONT.split()),
        *((start, rime) for start in ["", *_BEFORE_BACK.split()] for rime in f"{_BACK} {_ROUNDED}".split()),
        *(("g", rime) for rime in _FRONT.split() if rime.startswith("i")),
        *(("qu", rime) for rime in _AFTER_QU.split()),
        *(("", rime) for rime in _ALONE.split()),
    ]
    places: defaultdict[str, set[int]] = defaultdict(set)
    for start, rime in parts:
        places[start + rime] |= {len(start) + place for place in _tone_places(rime)}
    return {syllable: frozenset(found) for syllable, found in places.items()}


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Say whether the word, in NFC and in any case, can be spoken as one Vietnamese syllable, its tone in its place."""
    bare = ""
    tones: list[tuple[int, str]] = []
    for place, letter in enumerate(word.casefold()):
        parts = unicodedata.normalize("NFD", letter)
        tones += ((place, mark) for mark in parts if mark in _TONES)
        bare += unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    places = _syllables().get(bare)
    if places is None or len(tones) > 1 or any(place not in places for place, _ in tones):
        return False
    return not _STOP.search(bare) or any(mark in _STOPPED for _, mark in tones)

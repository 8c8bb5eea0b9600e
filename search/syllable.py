"""Rules of the Vietnamese syllable: what can be one, and what a slip of Telex or VNI typing was meant to be."""

from __future__ import annotations

import re

from search.text import strip_marks

# fmt: off
_ONSETS = (
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "q",
    "qu", "r", "s", "t", "th", "tr", "v", "x",
)
_RHYMES = (
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "ech", "em", "en",
    "eng", "enh", "eo", "ep", "et", "eu", "i", "ia", "ich", "iec", "iem", "ien", "ieng", "iep", "iet", "ieu", "im",
    "in", "inh", "ip", "it", "iu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap",
    "oat", "oay", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "oo", "ooc", "oong", "op", "ot", "u",
    "ua", "uan", "uang", "uat", "uau", "uay", "uc", "ue", "uech", "uenh", "ui", "uit", "um", "un", "ung", "uo",
    "uoc", "uoi", "uom", "uon", "uong", "uop", "uot", "uou", "up", "ut", "uu", "uy", "uya", "uych", "uyen", "uyet",
    "uynh", "uyt", "uyu", "y", "ych", "yem", "yen", "yeng", "yet", "yeu", "ynh",
)
# fmt: on
_SYLLABLES = frozenset(onset + rhyme for onset in _ONSETS for rhyme in _RHYMES)
_TELEX_SHAPES = re.compile(r"aa|aw|ee|oo|ow|uw|dd|w")
_TELEX_TONE = re.compile(r"(?<=[aeiouy])([bcdghklmnpt]*)[sfrxjz]")
_VNI = re.compile(r"(?<=[a-z])[1-9]+")
_SHAPED = {"aa": "â", "aw": "ă", "ee": "ê", "oo": "ô", "ow": "ơ", "uw": "ư", "dd": "đ", "w": "ư"}


def is_syllable(word: str) -> bool:
    """Say whether the word, without diacritics, can be a Vietnamese syllable."""
    return word in _SYLLABLES


def untangle(word: str) -> list[str]:
    """Give what a word that is no syllable may have been meant as by its typist, without diacritics, likeliest first.

    Telex and VNI keys left in the word (``dduwowngf``, ``gia61y``, ``sinhf``), letters typed twice, and the letters
    that young people write for others (``fí``, ``wá``, ``zậy``).
    """
    bare = strip_marks(word)
    candidates = [_without_vni(bare), _without_telex(bare), _without_doubles(bare), _plain_letters(bare)]
    found = dict.fromkeys(guess for guess in candidates if guess != bare and is_syllable(guess))
    return list(found)


def _without_vni(word: str) -> str:
    return _VNI.sub("", word)


def _without_telex(word: str) -> str:
    shapes = _TELEX_SHAPES.sub(lambda match: strip_marks(_SHAPED[match.group()]), word)
    return _TELEX_TONE.sub(r"\1", shapes, count=1)


def _without_doubles(word: str) -> str:
    return re.sub(r"([a-z])\1+", r"\1", word)


def _plain_letters(word: str) -> str:
    for written, meant in (("f", "ph"), ("w", "qu"), ("z", "d"), ("j", "gi")):
        word = word.replace(written, meant)
    return word

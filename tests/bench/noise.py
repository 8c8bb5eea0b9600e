"""Eleven kinds of noise, and how often each changes the first answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from search.searcher import Searcher
from search.text import split_tone

Noise = Callable[[str, random.Random], str]

_FILLERS = ("ạ", "thì", "vậy", "nhé", "giúp em", "với ạ")
_GREETINGS = ("chào anh chị, ", "dạ cho em hỏi ", "xin chào ad, ", "alo cho hỏi chút ")
_SHORT = {
    "không": "ko",
    "đăng ký": "đk",
    "được": "đc",
    "giấy tờ": "gtờ",
    "hồ sơ": "hsơ",
    "kinh doanh": "kd",
    "doanh nghiệp": "dn",
}
_EMOJI = ("😀", "🙏", "❤️", "😭", "👍")


def _in_one_word(text: str, rng: random.Random, change: Callable[[str, random.Random], str]) -> str:
    said = text.split(" ")
    long = [at for at, word in enumerate(said) if len(word) > 3 and word.isalpha()]
    if long:
        at = rng.choice(long)
        said[at] = change(said[at], rng)
    return " ".join(said)


def _double(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _swap(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _glue(text: str, rng: random.Random) -> str:
    said = text.split(" ")
    if len(said) > 2:
        at = rng.randrange(len(said) - 1)
        said[at : at + 2] = [said[at] + said[at + 1]]
    return " ".join(said)


def _abbreviate(text: str, _: random.Random) -> str:
    for long, short in _SHORT.items():
        text = text.replace(long, short)
    return text


def _reorder(text: str, rng: random.Random) -> str:
    said = text.split(" ")
    at = rng.randrange(1, len(said)) if len(said) > 3 else 0
    return " ".join([*said[at:], *said[:at]])


def _untone(text: str, rng: random.Random) -> str:
    return " ".join(split_tone(word)[0] if rng.random() < 0.5 else word for word in text.split(" "))


KINDS: dict[str, Noise] = {
    "case": lambda text, _: text.upper(),
    "doubled letters": lambda text, rng: _in_one_word(text, rng, _double),
    "missing tones": _untone,
    "glued words": _glue,
    "swapped letters": lambda text, rng: _in_one_word(text, rng, _swap),
    "fillers": lambda text, rng: f"{text} {rng.choice(_FILLERS)}",
    "greetings": lambda text, rng: rng.choice(_GREETINGS) + text,
    "emoji": lambda text, rng: f"{text} {rng.choice(_EMOJI)}",
    "punctuation": lambda text, rng: text.replace(",", "") + rng.choice(("!!!", "...", "??", " .")),
    "abbreviations": _abbreviate,
    "word order": _reorder,
}


def changed_by_noise(searcher: Searcher, texts: Sequence[str], seed: int = 7) -> dict[str, float]:
    """Gives, for each kind of noise, the share of questions whose first result is no longer the same."""
    rng = random.Random(seed)
    clean = [_first(searcher, text) for text in texts]
    changed: dict[str, float] = {}
    for kind, noise in KINDS.items():
        noisy = [_first(searcher, noise(text, rng)) for text in texts]
        changed[kind] = round(sum(a != b for a, b in zip(clean, noisy, strict=True)) / len(texts), 4)
    return changed


def _first(searcher: Searcher, text: str) -> str | None:
    results = searcher.search(text).results
    return results[0].code if results else None

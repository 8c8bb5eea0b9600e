"""A trial: search without some of its questions, asked them, to see what its arms are worth to those who ask anew."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from search.dense import load_encoder
from search.learning.embedding import train
from search.learning.measuring import Asked, Measured, measure
from search.learning.recipe import Progress, Recipe
from search.lexicon import Lexicon
from search.records import IndexRecord

_MANY_TAUGHT = 12


def hold_out(records: Sequence[IndexRecord], share: int = 4) -> tuple[list[IndexRecord], list[Asked]]:
    """Split off questions by their hash: (records without them, the questions)."""
    taught = sum(len(record.texts) > 1 for record in records if record.outside is None)
    names_only = _MANY_TAUGHT if 4 * taught > len(records) else 3
    kept: list[IndexRecord] = []
    asked: list[Asked] = []
    for record in records:
        if record.outside is not None:
            if _hash(record.name) % share:
                kept.append(record)
            else:
                asked.append(Asked(record.name, None))
            continue
        name, *texts = record.texts
        if names_only == _MANY_TAUGHT and _hash(record.code) % names_only == 1:
            asked.extend(Asked(text, None) for text in texts if _hash(text) % share == 0)
            continue
        bare = _hash(record.code) % names_only == 0
        held = [text for text in texts if bare or _hash(text) % share == 0]
        if len(held) == len(texts) and not bare:
            held = []
        asked.extend(Asked(text, record.kin, bare) for text in held)
        kept.append(replace(record, texts=(name, *(text for text in texts if text not in set(held)))))
    return kept, list(dict.fromkeys(asked))


def run_trial(
    kept: Sequence[IndexRecord],
    asked: Sequence[Asked],
    lexicon: Lexicon,
    recipe: Recipe,
    progress: Progress,
) -> list[Measured]:
    """Train on the kept records alone and measure what is asked."""
    with TemporaryDirectory() as scratch:
        train(kept, lexicon, Path(scratch), recipe, progress)
        encoder = load_encoder(Path(scratch))
    return measure(kept, asked, lexicon, encoder)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())

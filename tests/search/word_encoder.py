"""An encoder for tests that need vectors but no trained model."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from search.dense import Vectors, unit
from search.statements.terms import bare_words
from search.understanding import Understood


class WordEncoder:
    """Texts are as near as the words that they share."""

    dimensions = 512

    def encode(self, texts: Sequence[Understood]) -> Vectors:
        """Give one unit vector a text, a word counted at the place that its letters give."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for word in bare_words(text):
                vectors[row, crc32(word.encode()) % self.dimensions] += 1
        return unit(vectors)

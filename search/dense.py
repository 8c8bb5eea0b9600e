"""Text vectors without torch: a static embedding served from its own files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from search.features import features
from search.understanding import Understood

Vectors = NDArray[np.float32]

ABOUT = "about.json"


class Encoder(Protocol):
    """Whatever turns questions into unit vectors."""

    dimensions: int

    def encode(self, texts: Sequence[Understood]) -> Vectors:
        """Give one unit vector a text, as rows; a text without a known token gets zeros."""
        ...


class StaticEncoder:
    """The mean of the vectors of a text's tokens, from ``tokenizer.json`` and ``model.safetensors``."""

    def __init__(self, tokenizer: Tokenizer, table: Vectors, on_features: bool) -> None:
        self._tokenizer = tokenizer
        self._table = table
        self._on_features = on_features
        self.dimensions = int(table.shape[1])

    @classmethod
    def load(cls, folder: Path, on_features: bool) -> StaticEncoder:
        """Read the files that sentence-transformers wrote for a ``StaticEmbedding``."""
        table = load_file(folder / "model.safetensors")["embedding.weight"].astype(np.float32)
        return cls(Tokenizer.from_file(str(folder / "tokenizer.json")), table, on_features)

    def encode(self, texts: Sequence[Understood]) -> Vectors:
        """Give one unit vector a text, as rows; a text without a known token gets zeros."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            ids = self._ids(text)
            if ids:
                vectors[row] = self._table[ids].mean(axis=0)
        return unit(vectors)

    @property
    def vectors(self) -> Vectors:
        """Give the vector of each token, a row a token."""
        return self._table

    @property
    def features(self) -> dict[str, int]:
        """Give the row of each token."""
        rows: dict[str, int] = self._tokenizer.get_vocab()
        return rows

    def _ids(self, text: Understood) -> list[int]:
        if self._on_features:
            return [i for i in map(self._tokenizer.token_to_id, features(text)) if i is not None]
        ids: list[int] = self._tokenizer.encode(" ".join(text.weighty), add_special_tokens=False).ids
        return ids


class SentenceEncoder:
    """Any sentence-transformers model; imports torch, so it is slower to start and heavier."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(name, device="cpu")
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[Understood]) -> Vectors:
        """Give one unit vector a text, as rows."""
        said = [" ".join(text.weighty) for text in texts]
        return unit(np.asarray(self._model.encode(said, show_progress_bar=False), np.float32))


def load_encoder(folder: Path) -> Encoder:
    """Load the encoder of a model folder, whose ``about.json`` says of which kind it is.

    ``{"encoder": "static", "on": "features" | "text"}`` or ``{"encoder": "sentence-transformers", "name": "…"}``.
    """
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    if about["encoder"] == "static":
        return StaticEncoder.load(folder, about["on"] == "features")
    return SentenceEncoder(about.get("name") or str(folder))


def unit(vectors: Vectors) -> Vectors:
    """Scale each row to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, 1e-9)
    return scaled

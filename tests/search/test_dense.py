from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from search.dense import ABOUT, StaticEncoder, load_encoder, unit
from search.lexicon import Lexicon
from search.understanding import QuestionReader, Understood

TABLE = np.array([[9, 9], [3, 0], [0, 4], [1, 1]], np.float32)


def read(text: str) -> Understood:
    return QuestionReader(Lexicon()).read(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of three words, two numbers each; of features only those that are a word are known."""
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "khai": 1, "sinh": 2, "khai_sinh": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    save_file({"embedding.weight": TABLE}, tmp_path / "model.safetensors")
    (tmp_path / ABOUT).write_text('{"encoder": "static", "on": "features"}')
    return tmp_path


def test_a_text_is_the_mean_of_its_known_features_at_length_one(folder: Path) -> None:
    encoder = load_encoder(folder)
    assert isinstance(encoder, StaticEncoder) and encoder.dimensions == 2
    vectors = encoder.encode([read("khai sinh"), read("khai"), read("sinh lạ")])
    np.testing.assert_allclose(vectors, [[4 / 41**0.5, 5 / 41**0.5], [1, 0], [0, 1]], atol=1e-6)


def test_a_text_without_a_known_feature_gets_zeros(folder: Path) -> None:
    assert load_encoder(folder).encode([read("lạ hoắc"), read("")]).tolist() == [[0, 0], [0, 0]]


def test_a_model_on_text_reads_words_and_what_is_unknown(folder: Path) -> None:
    (folder / ABOUT).write_text('{"encoder": "static", "on": "text"}')
    vectors = load_encoder(folder).encode([read("khai"), read("lạ")])
    np.testing.assert_allclose(vectors, [[1, 0], [0.5**0.5, 0.5**0.5]], atol=1e-6)


def test_rows_are_scaled_and_zeros_stay() -> None:
    np.testing.assert_allclose(unit(np.array([[3, 4], [0, 0]], np.float32)), [[0.6, 0.8], [0, 0]])

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.lexicon import Lexicon
from search.statements.alignment import Alignment
from search.understanding import QuestionReader, Understood

TABLE = np.array([[0, 0], [3, 0], [0, 4], [0.5, 0.25]], np.float32)
ALIGNMENT = Alignment({"": 0, "khai": 1, "sinh": 2, "=hộ": 3}, TABLE)


def read(*texts: str) -> list[Understood]:
    return [QuestionReader(Lexicon()).read(text) for text in texts]


def test_a_text_is_the_mean_of_its_known_features_at_length_one() -> None:
    vectors = ALIGNMENT.encode(read("khai sinh", "khai lạ", "sinh sinh"))
    np.testing.assert_allclose(vectors, [[0.6, 0.8], [1, 0], [0, 1]], atol=1e-6)


def test_what_is_unknown_counts_for_nothing() -> None:
    assert ALIGNMENT.encode(read("lạ hoắc", "")).tolist() == [[0, 0], [0, 0]]


def test_an_empty_one_finds_nothing_alike() -> None:
    assert not Alignment.empty().encode(read("khai sinh", "hộ")).any()


def test_no_texts_have_no_rows() -> None:
    assert ALIGNMENT.encode([]).shape == (0, 2)


def test_it_is_read_as_it_was_saved(tmp_path: Path) -> None:
    ALIGNMENT.save(tmp_path)
    loaded = Alignment.load(tmp_path)
    assert loaded.vocabulary == ALIGNMENT.vocabulary
    assert loaded.table.dtype == np.float32
    np.testing.assert_allclose(loaded.table, TABLE)


@pytest.mark.parametrize("missing", ["vocabulary.json", "table.npy"])
def test_a_missing_part_is_an_error(tmp_path: Path, missing: str) -> None:
    ALIGNMENT.save(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(OSError, match=missing):
        Alignment.load(tmp_path)


def test_a_table_that_does_not_fit_its_features_is_an_error(tmp_path: Path) -> None:
    Alignment(ALIGNMENT.vocabulary, TABLE[:2]).save(tmp_path)
    with pytest.raises(ValueError, match="2 hàng cho 4 đặc trưng"):
        Alignment.load(tmp_path)

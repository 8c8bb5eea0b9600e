from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.dense import load_encoder
from search.index import Index, numbers_of
from search.lexicon import Lexicon
from search.records import Outside, records_of
from search.snapshot import NLU_DATA
from search.understanding import QuestionReader
from tests.search.conftest import procedure

LEXICON = Lexicon.load(NLU_DATA / "lexicon")
READER = QuestionReader(LEXICON)
ASKED = {"1.000001": ["làm giấy khai sinh cho con", "khai sinh trễ hạn"], "1.000003": ["cấp lại bằng lái hạng 2"]}


@pytest.fixture(scope="module")
def index(model: Path) -> Index:
    procedures = [
        procedure("1.000001", "Đăng ký khai sinh"),
        procedure("1.000002", "Đăng ký kết hôn có yếu tố nước ngoài"),
        procedure("1.000003", "Cấp lại giấy phép lái xe hạng 02"),
    ]
    records = records_of(procedures, ASKED, [Outside("trời mưa không", "off_topic")])
    read = [[READER.read(text) for text in record.texts] for record in records]
    return Index.build(records, read, LEXICON, load_encoder(model))


def test_texts_lie_in_the_order_of_their_records(index: Index) -> None:
    assert index.starts.tolist() == [0, 3, 4, 6, 7]
    assert len(index.vectors) == 7
    assert len(index.centroids) == len(index.records) == 4


def test_a_centroid_is_the_mean_of_its_records_texts(index: Index) -> None:
    mean = index.vectors[:3].mean(axis=0)
    np.testing.assert_allclose(index.centroids[0], mean / np.linalg.norm(mean), atol=1e-5)


def test_who_was_asked_for_in_just_these_words_is_found_with_or_without_diacritics(index: Index) -> None:
    for text in ("khai sinh trễ hạn", "Khai sinh tre han?"):
        assert index.asked_as(READER.read(text).bare).tolist() == [0]
    assert index.asked_as(READER.read("khai tử").bare).tolist() == []


def test_the_numbers_of_a_name_are_known_without_leading_zeros(index: Index) -> None:
    assert index.numbers == [frozenset(), frozenset(), frozenset({"2"}), frozenset()]
    assert numbers_of(["hạng", "02", "b1"]) == {"2"}


def test_each_bm25_counts_what_it_is_for(index: Index) -> None:
    assert index.procedures.scores(["khai_sinh"]).argmax() == 0
    assert index.texts.scores(["tre", "han"]).argmax() == 2
    assert index.letters.scores(["<lai"]).argmax() == 2


def test_what_is_saved_is_read_back(index: Index, tmp_path: Path) -> None:
    index.save(tmp_path)
    loaded = Index.load(tmp_path)
    assert loaded.records == index.records
    for name in ("starts", "vectors", "centroids", "facet_bits", "name_starts", "name_ids", "text_keys", "text_owners"):
        np.testing.assert_array_equal(getattr(loaded, name), getattr(index, name))
    asked = ["khai_sinh", "con"]
    np.testing.assert_array_equal(loaded.texts.scores(asked), index.texts.scores(asked))


def test_a_missing_file_is_no_index(index: Index, tmp_path: Path) -> None:
    index.save(tmp_path)
    (tmp_path / "vectors.npy").unlink()
    with pytest.raises(OSError, match="vectors"):
        Index.load(tmp_path)

from __future__ import annotations

from pathlib import Path

import bm25s
import numpy as np

from search.lexical import LexicalIndex

DOCUMENTS = [["khai", "sinh", "khai_sinh"], ["khai", "tử"], ["kết", "hôn", "khai"], [], ["tàu", "cá", "cá"]]


def test_it_scores_as_bm25s_does() -> None:
    theirs = bm25s.BM25(k1=1.2, b=0.6, method="lucene")
    theirs.index([terms or [""] for terms in DOCUMENTS], show_progress=False)
    ours = LexicalIndex.build(DOCUMENTS)
    for asked in (["khai", "sinh"], ["cá"], ["hôn", "khai", "tàu"]):
        np.testing.assert_allclose(ours.scores(asked), theirs.get_scores(asked), atol=1e-6)


def test_a_term_counts_once_and_an_unknown_one_not_at_all() -> None:
    index = LexicalIndex.build(DOCUMENTS)
    np.testing.assert_array_equal(index.scores(["cá", "cá", "voi"]), index.scores(["cá"]))
    assert not index.scores(["voi"]).any()
    assert not index.scores([]).any()


def test_rarity_falls_with_the_documents_and_is_shared_by_those_that_have_the_terms() -> None:
    index = LexicalIndex.build(DOCUMENTS)
    common, rare = index.id_of("khai"), index.id_of("tàu")
    assert common is not None and rare is not None
    assert 0 < index.rarity[common] < index.rarity[rare] <= 1
    shared = index.shared([common, rare])
    assert shared.tolist() == [index.rarity[common]] * 3 + [0.0, index.rarity[rare]]


def test_it_survives_being_written(tmp_path: Path) -> None:
    index = LexicalIndex.build(DOCUMENTS)
    index.save(tmp_path / "index")
    np.testing.assert_array_equal(
        LexicalIndex.load(tmp_path / "index").scores(["khai", "cá"]), index.scores(["khai", "cá"])
    )

from __future__ import annotations

import numpy as np

from search.learning.recipe import Recipe
from search.learning.text_bags import TextBags

VOCABULARY = {"[UNK]": 0, "khai": 1, "sinh": 2, "tử": 3, "kết": 4, "hôn": 5}
SPOKEN = [
    [["khai", "sinh"], ["sinh", "con"], ["khai"]],
    [["khai", "tử"], ["tử"]],
    [["kết", "hôn"]],
    [["lạ"], ["hôn"]],
]
# The last two are asked for in the same words.
KIN = [0, 1, 2, 2]
RECIPE = Recipe(batch=4, others=8)


def owners(rows: np.ndarray) -> list[int]:
    """Whose texts these are."""
    return np.repeat(np.arange(4), [3, 2, 1, 2])[rows].tolist()


def test_a_bag_sums_to_one_over_the_known_features() -> None:
    bags = TextBags(SPOKEN, KIN, VOCABULARY).bags(np.array([0, 1, 6])).toarray()
    assert bags.tolist() == [[0, 0.5, 0.5, 0, 0, 0], [0, 0, 1, 0, 0, 0], [1, 0, 0, 0, 0, 0]]


def test_anchors_are_the_texts_of_records_with_questions() -> None:
    assert TextBags(SPOKEN, KIN, VOCABULARY).anchors == 7
    assert TextBags([[["khai"]], [["sinh"]]], [0, 1], VOCABULARY).anchors == 2


def test_a_batch_pairs_two_texts_of_a_record_and_holds_no_kin() -> None:
    texts, random = TextBags(SPOKEN, KIN, VOCABULARY), np.random.default_rng(1)
    for _ in range(50):
        anchors, others, *rest = texts.batch(random, RECIPE, None)
        assert owners(anchors) == owners(others)
        assert not set(anchors) & set(others)
        kin = [KIN[owner] for owner in owners(anchors)]
        assert len(set(kin)) == len(kin)
        assert not {KIN[owner] for rows in rest for owner in owners(rows)} & set(kin)


def test_what_is_confusable_is_drawn_to_tell_apart_from() -> None:
    texts, random = TextBags(SPOKEN[:3], KIN[:3], VOCABULARY), np.random.default_rng(1)
    confusable = np.full((3, 1), 2)
    drawn = texts.batch(random, Recipe(batch=1, others=0), confusable)
    assert owners(drawn[-1]) == [2]


def test_the_nearest_records_are_confusable_and_kin_never_is() -> None:
    texts = TextBags(SPOKEN, KIN, VOCABULARY)
    vectors = np.array([[1, 0], [1, 0], [1, 0], [0.9, 0.1], [0.9, 0.1], [0, 1], [0.1, 1], [0.1, 1]], np.float32)
    assert texts.confusable(vectors, 1)[:, 0].tolist() == [1, 0, 1, 1]


def test_thinned_texts_lose_features() -> None:
    texts, rows = TextBags(SPOKEN, KIN, VOCABULARY), np.arange(8)
    assert texts.thinned(np.random.default_rng(1), rows, 0.0).sum() == texts.bags(rows).sum()
    assert texts.thinned(np.random.default_rng(1), rows, 0.5).sum() < texts.bags(rows).sum()

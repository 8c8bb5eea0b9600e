from __future__ import annotations

from pathlib import Path

import numpy as np

from search.fusion import SIGNALS, Fusion, softmax


def row(**signals: float) -> list[float]:
    return [signals.get(name, 0.0) for name in SIGNALS]


def test_the_prior_prefers_what_is_near_and_agrees() -> None:
    candidates = np.array(
        [row(nearest=0.9, action_agree=1), row(nearest=0.9, action_conflict=1), row(nearest=0.5, action_agree=1)],
        np.float32,
    )
    scores = Fusion.prior().score(candidates)
    assert scores.argmax() == 0
    assert softmax(scores)[0] > 0.7


def test_weights_are_kept_by_name(tmp_path: Path) -> None:
    weights = np.random.default_rng(1).normal(0, 3, len(SIGNALS)).astype(np.float32)
    Fusion(weights).save(tmp_path / "fusion.json")
    np.testing.assert_allclose(Fusion.load(tmp_path / "fusion.json").weights, weights, atol=1e-5)


def test_a_signal_that_a_file_does_not_name_has_no_weight() -> None:
    fusion = Fusion.from_json({"nearest": 2.0, "of another day": 5.0})
    assert dict(zip(SIGNALS, fusion.weights.tolist(), strict=True)) == dict.fromkeys(SIGNALS, 0.0) | {"nearest": 2.0}


def test_chances_sum_to_one_however_high_the_scores() -> None:
    np.testing.assert_allclose(softmax(np.array([1000.0, 1000.0, 0.0], np.float32)), [0.5, 0.5, 0.0])
    assert softmax(np.zeros(0, np.float32)).shape == (0,)

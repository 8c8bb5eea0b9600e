from __future__ import annotations

import numpy as np
import torch
from scipy.sparse import csr_array

from search.learning.vector_table import VectorTable

BAGS = csr_array(np.array([[0, 0.5, 0.5, 0], [0, 0, 1, 0]], np.float32))


def table() -> VectorTable:
    return VectorTable(4, 3, np.random.default_rng(1))


def test_what_is_unknown_begins_at_zero() -> None:
    assert table().vectors[0].tolist() == [0, 0, 0]


def test_a_bag_is_the_mean_of_its_vectors() -> None:
    vectors = table()
    np.testing.assert_allclose(vectors.means(BAGS), [vectors.vectors[1:3].mean(axis=0), vectors.vectors[2]], rtol=1e-6)


def test_it_moves_as_torchs_adam_and_only_what_was_touched() -> None:
    ours, gradient = table(), np.random.default_rng(2).random((2, 3)).astype(np.float32)
    theirs = torch.nn.Parameter(torch.from_numpy(ours.vectors.copy()))
    before, adam = ours.vectors.copy(), torch.optim.Adam([theirs], lr=0.01)
    for _ in range(5):
        ours.descend(BAGS, gradient, 0.01)
        theirs.grad = torch.from_numpy(BAGS.T @ gradient)
        adam.step()
    np.testing.assert_allclose(ours.vectors, theirs.detach().numpy(), atol=1e-5)
    np.testing.assert_array_equal(ours.vectors[[0, 3]], before[[0, 3]])

"""Learns the alignment: a question's vector is drawn to the statement that answers it, away from its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from search.learning.recipe import Progress
from search.learning.text_bags import bags_of
from search.learning.vector_table import VectorTable
from search.statements.alignment import Alignment


@dataclass(frozen=True)
class AlignmentRecipe:
    """How the alignment is learned.

    Attributes:
        dimensions: of a vector.
        epochs: how often each question is seen.
        batch: how many questions at a time.
        scale: 1/temperature of the softmax over a record's statements.
        rate: Adam's learning rate at the beginning; it falls to a tenth.
        dropped: the share of a text's features that is left out each time.
        rarest: a feature must occur so often to get a vector.
        seed: of every random choice.
    """

    dimensions: int = 128
    epochs: int = 5
    batch: int = 32
    scale: float = 12.0
    rate: float = 0.03
    dropped: float = 0.15
    rarest: int = 2
    seed: int = 5


@dataclass(frozen=True)
class Asked:
    """A question as features, the record that it is asked of, and which of the record's statements answer."""

    features: Sequence[str]
    code: str
    right: NDArray[np.bool_]


def learn_alignment(
    asked: Sequence[Asked],
    statements: Mapping[str, Sequence[Sequence[str]]],
    start: Mapping[str, NDArray[np.float32]],
    recipe: AlignmentRecipe,
    progress: Progress,
) -> Alignment:
    """Learn from questions and the features of all statements by code.

    Args:
        start: where the vectors of features begin, for those that another training knows.
    """
    vocabulary = _vocabulary([q.features for q in asked], statements.values(), recipe.rarest)
    random = np.random.default_rng(recipe.seed)
    table = VectorTable(len(vocabulary), recipe.dimensions, random)
    for feature, vector in start.items():
        if row := vocabulary.get(feature):
            table.vectors[row] = vector
    learner = _Learner(asked, statements, vocabulary, table, recipe)
    for epoch in range(recipe.epochs):
        order = random.permutation(len(asked))
        rate = recipe.rate * (1 - 0.9 * epoch / recipe.epochs)
        losses = [
            learner.step(order[at : at + recipe.batch], rate, random) for at in range(0, len(order), recipe.batch)
        ]
        progress(f"học tìm câu trả lời trong thủ tục: vòng {epoch + 1}/{recipe.epochs}, sai số {np.mean(losses):.3f}")
    table.vectors[0] = 0.0
    return Alignment(vocabulary, table.vectors)


def _vocabulary(
    questions: Iterable[Sequence[str]], statements: Iterable[Sequence[Sequence[str]]], rarest: int
) -> dict[str, int]:
    counts = Counter(feature for text in questions for feature in set(text))
    counts.update(feature for texts in statements for text in texts for feature in set(text))
    known = sorted(feature for feature, count in counts.items() if count >= rarest)
    return {"": 0} | {feature: row for row, feature in enumerate(known, 1)}


class _Learner:
    """Takes steps on batches of questions."""

    def __init__(
        self,
        asked: Sequence[Asked],
        statements: Mapping[str, Sequence[Sequence[str]]],
        vocabulary: Mapping[str, int],
        table: VectorTable,
        recipe: AlignmentRecipe,
    ) -> None:
        self._asked = asked
        self._table = table
        self._recipe = recipe
        self._questions = bags_of([question.features for question in asked], vocabulary)
        codes = list(dict.fromkeys(question.code for question in asked))
        texts = [text for code in codes for text in statements[code]]
        self._statements = bags_of(texts, vocabulary)
        sizes = [len(statements[code]) for code in codes]
        self._first = dict(zip(codes, np.cumsum([0, *sizes[:-1]]), strict=True))
        self._size = dict(zip(codes, sizes, strict=True))

    def step(self, batch: NDArray[np.int64], rate: float, random: np.random.Generator) -> float:
        """Move the vectors of one batch's features; give the loss."""
        import torch

        codes = list(dict.fromkeys(self._asked[at].code for at in batch))
        rows = np.concatenate([np.arange(self._first[code], self._first[code] + self._size[code]) for code in codes])
        own, right = self._marks(batch, codes, len(rows))
        questions, statements = self._thin(self._questions[batch], random), self._thin(self._statements[rows], random)
        leaves = [torch.from_numpy(self._table.means(bags)).requires_grad_() for bags in (questions, statements)]
        unit = [torch.nn.functional.normalize(leaf, dim=1) for leaf in leaves]
        similar = (unit[0] @ unit[1].T * self._recipe.scale).masked_fill(~torch.from_numpy(own), -1e9)
        chances = torch.log_softmax(similar, 1).masked_fill(~torch.from_numpy(right), -1e9)
        loss = -torch.logsumexp(chances, 1).mean()
        torch.autograd.backward(loss)
        for bags, leaf in zip((questions, statements), leaves, strict=True):
            assert leaf.grad is not None
            self._table.descend(bags, leaf.grad.numpy(), rate)
        return loss.item()

    def _marks(
        self, batch: NDArray[np.int64], codes: Sequence[str], width: int
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """For each question which columns are of its own record, and which of them are right."""
        starts = dict(zip(codes, np.cumsum([0, *(self._size[code] for code in codes)]), strict=False))
        own, right = np.zeros((len(batch), width), np.bool_), np.zeros((len(batch), width), np.bool_)
        for row, at in enumerate(batch):
            question = self._asked[at]
            first = starts[question.code]
            own[row, first : first + len(question.right)] = True
            right[row, first : first + len(question.right)] = question.right
        return own, right

    def _thin(self, bags: csr_array, random: np.random.Generator) -> csr_array:
        thinned = bags.copy()
        thinned.data = thinned.data * (random.random(len(thinned.data)) >= self._recipe.dropped)
        return thinned

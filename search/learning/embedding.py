"""Trains the default embedding from our own questions. sentence-transformers and torch are imported only inside."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from search.dense import ABOUT
from search.features import features
from search.lexicon import Lexicon
from search.records import Findable, Record, read_outside, records_of
from search.snapshot import NLU_DATA
from search.understanding import Reader

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from search.learning.tuning import Development

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Recipe:
    """How the embedding is trained.

    Attributes:
        dimensions: of a vector.
        epochs: how often as many anchors are drawn as there are texts.
        batch: how many pairs are told apart at a time.
        others: how many names of other procedures are added to tell apart from.
        scale: 1/temperature of the softmax over similarities.
        rate: Adam's learning rate at the beginning; it falls to a tenth.
        rarest: a feature must occur so often to get a vector.
        dropped: the share of a text's features that is left out each time it is drawn.
        hard: from how many of the most confusable records hard negatives are drawn; 0 for none.
        seed: of every random choice.
    """

    dimensions: int = 256
    epochs: int = 20
    batch: int = 256
    others: int = 128
    scale: float = 30.0
    rate: float = 2e-3
    rarest: int = 2
    dropped: float = 0.0
    hard: int = 12
    seed: int = 7


def train(records: Sequence[Record], lexicon: Lexicon, folder: Path, recipe: Recipe, progress: Progress) -> None:
    """Trains a static embedding on the texts of records and saves it into ``folder``.

    Texts of one record are drawn together, and away from texts and names of the others. The same records and recipe
    give the same model on the same machine.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    reader = Reader(lexicon)
    spoken = [[features(reader.read(text)) for text in record.texts] for record in records]
    vocabulary = _vocabulary(spoken, recipe.rarest)
    static = StaticEmbedding(_tokenizer(vocabulary), embedding_dim=recipe.dimensions)
    model = SentenceTransformer(modules=[static], device="cpu")
    table = _fit(model, spoken, [record.kin for record in records], vocabulary, recipe, progress)
    static.load_state_dict({"embedding.weight": torch.from_numpy(table)})
    model.save(str(folder), create_model_card=False)
    about = {"encoder": "static", "on": "features", "recipe": asdict(recipe), "records": len(records)}
    (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _vocabulary(spoken: Sequence[Sequence[Sequence[str]]], rarest: int) -> dict[str, int]:
    """Numbers the features from 1, in alphabetical order; 0 is what is unknown."""
    counts = Counter(feature for texts in spoken for text in texts for feature in set(text))
    known = sorted(feature for feature, count in counts.items() if count >= rarest)
    return {"[UNK]": 0} | {feature: at for at, feature in enumerate(known, 1)}


def _tokenizer(vocabulary: dict[str, int]) -> Tokenizer:
    from tokenizers import models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def _fit(
    model: SentenceTransformer,
    spoken: Sequence[Sequence[Sequence[str]]],
    kin: Sequence[int],
    vocabulary: Mapping[str, int],
    recipe: Recipe,
    progress: Progress,
) -> NDArray[np.float32]:
    """Trains the table of vectors by the softmax over a batch, with near-identical records as hard negatives."""
    import torch
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    # The matrices are small: more threads would only wait for each other.
    torch.set_num_threads(1)
    random = np.random.default_rng(recipe.seed)
    texts = _Texts(spoken, kin, vocabulary)
    table = _Table(len(vocabulary), recipe, random)
    loss_of = MultipleNegativesRankingLoss(model, scale=recipe.scale)
    per_epoch = max(texts.anchors // recipe.batch, 4)
    confusable: NDArray[np.int64] | None = None
    for epoch in range(recipe.epochs):
        for step in range(per_epoch):
            batch = texts.batch(random, recipe, confusable)
            bags = texts.thinned(random, np.concatenate(batch), recipe.dropped)
            leaf = torch.from_numpy(table.means(bags)).requires_grad_()
            loss = loss_of.compute_loss_from_embeddings(list(torch.split(leaf, [len(rows) for rows in batch])), leaf)
            torch.autograd.backward(loss)
            assert leaf.grad is not None
            done = (epoch * per_epoch + step) / (recipe.epochs * per_epoch)
            table.descend(bags, leaf.grad.numpy(), recipe.rate * (1 - 0.9 * done))
        if recipe.hard and epoch + 1 >= recipe.epochs // 3:
            confusable = texts.confusable(table.means(texts.bags(np.arange(len(texts.kin)))), recipe.hard)
        progress(f"huấn luyện mô hình tìm kiếm: vòng {epoch + 1}/{recipe.epochs}, sai số {loss.item():.3f}")
    table.vectors[0] = 0.0
    return table.vectors


class _Table:
    """The vectors of the features, trained by Adam on the rows that a batch touches.

    Sparse products and touched rows only: on two cores ten times faster than torch's EmbeddingBag with a dense Adam.
    """

    def __init__(self, size: int, recipe: Recipe, random: np.random.Generator) -> None:
        self.vectors: NDArray[np.float32] = random.normal(0, 0.1, (size, recipe.dimensions)).astype(np.float32)
        self.vectors[0] = 0.0
        self._mean = np.zeros_like(self.vectors)
        self._square = np.zeros_like(self.vectors)
        self._steps = 0

    def means(self, bags: csr_array) -> NDArray[np.float32]:
        """Gives the mean of the vectors of each bag."""
        result: NDArray[np.float32] = bags @ self.vectors
        return result

    def descend(self, bags: csr_array, gradient: NDArray[np.float32], rate: float) -> None:
        """Moves the vectors in the bags against the gradient of the means."""
        self._steps += 1
        touched, columns = np.unique(bags.indices, return_inverse=True)
        local = csr_array((bags.data, columns, bags.indptr), shape=(bags.shape[0], len(touched)))
        slope = local.T.tocsr() @ gradient
        mean, square = self._mean[touched], self._square[touched]
        mean += 0.1 * (slope - mean)
        np.square(slope, out=slope)
        slope -= square
        slope *= 0.001
        square += slope
        self._mean[touched], self._square[touched] = mean, square
        # Adam's corrections for its beginning are the same for all rows: they go into the rate.
        rate *= np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps)
        np.sqrt(square, out=square)
        square += 1e-8
        mean /= square
        mean *= rate
        self.vectors[touched] -= mean


class _Texts:
    """All texts as bags of feature numbers, and how they are drawn."""

    def __init__(
        self, spoken: Sequence[Sequence[Sequence[str]]], kin: Sequence[int], vocabulary: Mapping[str, int]
    ) -> None:
        bags = [[vocabulary[f] for f in text if f in vocabulary] or [0] for texts in spoken for text in texts]
        lengths = np.array([len(bag) for bag in bags])
        self._bags = csr_array(
            (
                np.repeat(1 / lengths, lengths).astype(np.float32),
                [i for bag in bags for i in bag],
                np.cumsum([0, *lengths]),
            ),
            shape=(len(bags), len(vocabulary)),
        )
        self._first = np.cumsum([0, *map(len, spoken)])
        self._sizes = np.diff(self._first)
        self._kin = np.asarray(kin)
        self.kin = np.repeat(self._kin, self._sizes)
        # Where nothing was asked yet, names are all there is to tell apart.
        self._taught = np.flatnonzero(self._sizes > 1) if (self._sizes > 1).any() else np.arange(len(self._sizes))
        self._chances = self._sizes[self._taught] / max(self._sizes[self._taught].sum(), 1)
        self.anchors = int(self._sizes[self._taught].sum())

    def bags(self, rows: NDArray[np.int64]) -> csr_array:
        """Gives the features of texts, a row a text, each row summing to 1."""
        return self._bags[rows]

    def thinned(self, random: np.random.Generator, rows: NDArray[np.int64], dropped: float) -> csr_array:
        """Gives the features of texts without a random share of them, as if other words had been used."""
        bags = self.bags(rows)
        bags.data = bags.data * (random.random(len(bags.data)) >= dropped)
        return bags

    def batch(
        self, random: np.random.Generator, recipe: Recipe, confusable: NDArray[np.int64] | None
    ) -> list[NDArray[np.int64]]:
        """Draws anchors, another text of the same record for each, and texts of other records to tell apart from.

        No two records of a batch are kin, so every other text is a true negative.
        """
        size = min(recipe.batch, len(self._taught))
        drawn = random.choice(self._taught, size, replace=False, p=self._chances)
        records = drawn[np.unique(self._kin[drawn], return_index=True)[1]]
        sizes = self._sizes[records]
        at = (random.random(len(records)) * sizes).astype(np.int64)
        other = (at + 1 + (random.random(len(records)) * (sizes - 1)).astype(np.int64)) % sizes
        names = random.integers(0, len(self._sizes), recipe.others)
        extra = self._first[names[~np.isin(self._kin[names], self._kin[records])]]
        rows = [self._first[records] + at, self._first[records] + other, extra]
        if confusable is not None:
            rivals = confusable[records, random.integers(0, confusable.shape[1], len(records))]
            rivals = rivals[~np.isin(self._kin[rivals], self._kin[records])]
            rows.append(self._first[rivals] + (random.random(len(rivals)) * self._sizes[rivals]).astype(np.int64))
        return [part for part in rows if len(part)]

    def confusable(self, vectors: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """Gives each record's nearest other records by the mean of their texts."""
        unit_vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        centres = np.add.reduceat(unit_vectors, self._first[:-1], axis=0)
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
        nearest = np.empty((len(centres), min(count, len(centres))), np.int64)
        for start in range(0, len(centres), 512):
            similar = centres[start : start + 512] @ centres.T
            similar[self._kin[start : start + 512, None] == self._kin[None, :]] = -2.0
            nearest[start : start + 512] = np.argpartition(-similar, nearest.shape[1] - 1, axis=1)[
                :, : nearest.shape[1]
            ]
        return nearest


def model_for(
    questions: Mapping[str, Sequence[str]],
    procedures: Iterable[Findable],
    cache: Path,
    progress: Progress,
    nlu_data: Path = NLU_DATA,
) -> Path:
    """Gives the folder of the model for these questions and procedures, training it only if there is none yet.

    Models lie in ``cache`` under a hash of what they come from: questions, names, lexicon, and the code of training.
    They are read-only and may be shared.

    Args:
        progress: is told in Vietnamese what is going on.
    """
    from search.learning.tuning import Development, tune

    lexicon = Lexicon.load(nlu_data / "lexicon")
    records = records_of(procedures, questions, read_outside(nlu_data))
    development = Development.read(nlu_data / "dev")
    folder = cache / digest(records, lexicon, Recipe(), development)
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=".training-", dir=cache))
    try:
        train(records, lexicon, aside, Recipe(), progress)
        tune(records, lexicon, aside, Recipe(), progress, development)
        aside.chmod(0o755)
        if not folder.is_dir():
            aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def digest(records: Sequence[Record], lexicon: Lexicon, recipe: Recipe, development: Development) -> str:
    """Gives the name of the model that these would give: a hash of all that goes into it."""
    content = hashlib.sha256()
    content.update(json.dumps([lexicon.to_json(), asdict(recipe)], sort_keys=True).encode())
    for record in records:
        content.update(json.dumps([record.to_json(), record.texts], sort_keys=True).encode())
    for question in development.questions:
        content.update(json.dumps([question.text, sorted(question.codes)]).encode())
    content.update(json.dumps(development.out_of_scope).encode())
    for name in _CODE:
        content.update((Path(__file__).parent.parent / name).read_bytes())
    return content.hexdigest()[:16]


# What a model depends on, besides its data.
_CODE = (
    "text.py", "syllable.py", "lexicon.py", "understanding.py", "features.py", "records.py", "learning/embedding.py",
    "learning/tuning.py",
    "index.py", "lexical.py", "facets.py", "fusion.py", "ranking.py", "decision.py", "dense.py",
    "learning/evaluation.py",
)  # fmt: skip

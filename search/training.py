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
from tokenizers import Tokenizer

from search.dense import ABOUT
from search.features import features
from search.lexicon import Lexicon
from search.records import Record, read_outside, records_of
from search.snapshot import NLU_DATA
from search.understanding import Reader

if TYPE_CHECKING:
    from knowledge.procedure import Procedure

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Recipe:
    """How the embedding is trained.

    Attributes:
        dimensions: of a vector.
        epochs: how often every text is an anchor.
        batch: how many pairs are told apart at a time.
        others: how many names of other procedures are added to tell apart from.
        scale: 1/temperature of the softmax over similarities.
        rate: Adam's learning rate at the beginning; it falls to a tenth.
        rarest: a feature must occur so often to get a vector.
        hard: from how many of the most confusable records hard negatives are drawn; 0 for none.
        seed: of every random choice.
    """

    dimensions: int = 256
    epochs: int = 30
    batch: int = 256
    others: int = 128
    scale: float = 30.0
    rate: float = 2e-3
    rarest: int = 2
    hard: int = 12
    seed: int = 7


def train(records: Sequence[Record], lexicon: Lexicon, folder: Path, recipe: Recipe, progress: Progress) -> None:
    """Trains a static embedding on the texts of records and saves it into ``folder``.

    Texts of one record are drawn together, and away from texts and names of the others. The same records and recipe
    give the same model on the same machine.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    reader = Reader(lexicon)
    spoken = [[features(reader.read(text)) for text in record.texts] for record in records]
    vocabulary = _vocabulary(spoken, recipe.rarest)
    tokenizer = _tokenizer(vocabulary)
    table = _fit(spoken, [record.group for record in records], vocabulary, recipe, progress)
    static = StaticEmbedding(tokenizer, embedding_weights=table)
    SentenceTransformer(modules=[static], device="cpu").save(str(folder), create_model_card=False)
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
    spoken: Sequence[Sequence[Sequence[str]]],
    groups: Sequence[int],
    vocabulary: Mapping[str, int],
    recipe: Recipe,
    progress: Progress,
) -> NDArray[np.float32]:
    """Trains the table of vectors by in-batch softmax, with near-identical records as hard negatives."""
    import torch
    from torch.nn import functional

    random = np.random.default_rng(recipe.seed)
    torch.manual_seed(recipe.seed)
    texts = _Texts(spoken, groups, vocabulary)
    table = torch.nn.EmbeddingBag(len(vocabulary), recipe.dimensions, mode="mean")
    with torch.no_grad():
        table.weight.normal_(std=0.1)
        table.weight[0] = 0.0
    optimiser = torch.optim.Adam(table.parameters(), lr=recipe.rate)
    steps = recipe.epochs * max(len(texts.pairs_of) // recipe.batch, 1)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.1, steps)

    def encode(rows: NDArray[np.int64]) -> torch.Tensor:
        ids, offsets = texts.bags(rows)
        return functional.normalize(table(torch.from_numpy(ids), torch.from_numpy(offsets)), dim=1)

    confusable: NDArray[np.int64] | None = None
    for epoch in range(recipe.epochs):
        for anchors, positives in texts.batches(random, recipe.batch):
            extra = texts.others(random, anchors, recipe.others, confusable)
            columns = np.concatenate([positives, extra])
            scores = recipe.scale * encode(anchors) @ encode(columns).T
            same = texts.group[anchors][:, None] == texts.group[columns][None, :]
            same[np.arange(len(anchors)), np.arange(len(anchors))] = False
            scores = scores.masked_fill(torch.from_numpy(same), -1e4)
            loss = functional.cross_entropy(scores, torch.arange(len(anchors)))
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
            schedule.step()
        if recipe.hard and epoch >= recipe.epochs // 3:
            with torch.no_grad():
                confusable = texts.confusable(encode(np.arange(len(texts.group))).numpy(), recipe.hard)
        progress(f"huấn luyện mô hình tìm kiếm: vòng {epoch + 1}/{recipe.epochs}, sai số {loss.item():.3f}")
    with torch.no_grad():
        table.weight[0] = 0.0
    result: NDArray[np.float32] = table.weight.detach().numpy()
    return result


class _Texts:
    """All texts as bags of feature numbers, and how they are drawn."""

    def __init__(
        self, spoken: Sequence[Sequence[Sequence[str]]], groups: Sequence[int], vocabulary: Mapping[str, int]
    ) -> None:
        bags = [[vocabulary[f] for f in text if f in vocabulary] or [0] for texts in spoken for text in texts]
        self._ids = np.array([i for bag in bags for i in bag], np.int64)
        self._starts = np.cumsum([0, *map(len, bags)])
        self.first = np.cumsum([0, *map(len, spoken)])
        self.record = np.repeat(np.arange(len(spoken)), [len(texts) for texts in spoken])
        self.group = np.asarray(groups)[self.record]
        sizes = np.diff(self.first)
        self.pairs_of = np.flatnonzero(sizes[self.record] > 1)

    def bags(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Gives the features of texts and where each text begins, as an EmbeddingBag wants them."""
        lengths = self._starts[rows + 1] - self._starts[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        at = np.arange(lengths.sum()) - np.repeat(offsets - self._starts[rows], lengths)
        return self._ids[at], offsets

    def batches(self, random: np.random.Generator, size: int) -> Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Yields anchors and, for each, another text of its record; every text is an anchor once."""
        rows = random.permutation(self.pairs_of)
        for start in range(0, max(len(rows) - size // 2, 1), size):
            anchors = rows[start : start + size]
            first, last = self.first[self.record[anchors]], self.first[self.record[anchors] + 1]
            shift = 1 + (random.random(len(anchors)) * (last - first - 1)).astype(np.int64)
            yield anchors, first + (anchors - first + shift) % (last - first)

    def others(
        self, random: np.random.Generator, anchors: NDArray[np.int64], count: int, confusable: NDArray[np.int64] | None
    ) -> NDArray[np.int64]:
        """Gives further texts to tell apart from: names of any records, and texts of confusable ones."""
        drawn = random.integers(0, len(self.first) - 1, count)
        if confusable is None:
            return self.first[drawn]
        rivals = confusable[self.record[anchors], random.integers(0, confusable.shape[1], len(anchors))]
        sizes = self.first[rivals + 1] - self.first[rivals]
        return np.concatenate(
            [self.first[drawn], self.first[rivals] + (random.random(len(rivals)) * sizes).astype(np.int64)]
        )

    def confusable(self, vectors: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """Gives each record's nearest other records by the mean of their texts."""
        centres = np.add.reduceat(vectors, self.first[:-1], axis=0)
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
        group = self.group[self.first[:-1]]
        nearest = np.empty((len(centres), count), np.int64)
        for start in range(0, len(centres), 512):
            similar = centres[start : start + 512] @ centres.T
            similar[group[start : start + 512, None] == group[None, :]] = -2.0
            nearest[start : start + 512] = np.argpartition(-similar, count, axis=1)[:, :count]
        return nearest


def model_for(
    questions: Mapping[str, Sequence[str]],
    procedures: Iterable[Procedure],
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
    from search.tuning import tune

    lexicon = Lexicon.load(nlu_data / "lexicon")
    records = records_of(procedures, questions, read_outside(nlu_data))
    folder = cache / digest(records, lexicon, Recipe())
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=".training-", dir=cache))
    try:
        tune(records, lexicon, aside, Recipe(), progress)
        train(records, lexicon, aside, Recipe(), progress)
        aside.chmod(0o755)
        if not folder.is_dir():
            aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def digest(records: Sequence[Record], lexicon: Lexicon, recipe: Recipe) -> str:
    """Gives the name of the model that these would give: a hash of all that goes into it."""
    content = hashlib.sha256()
    content.update(json.dumps([lexicon.to_json(), asdict(recipe)], sort_keys=True).encode())
    for record in records:
        content.update(json.dumps([record.to_json(), record.texts], sort_keys=True).encode())
    for name in _CODE:
        content.update((Path(__file__).parent / name).read_bytes())
    return content.hexdigest()[:16]


# What a model depends on, besides its data.
_CODE = (
    "text.py", "syllable.py", "lexicon.py", "understanding.py", "features.py", "records.py", "training.py", "tuning.py",
    "index.py", "lexical.py", "facets.py", "fusion.py", "ranking.py", "decision.py", "dense.py",
)  # fmt: skip

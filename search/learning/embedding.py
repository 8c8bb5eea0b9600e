"""Train the default embedding from our own questions. sentence-transformers and torch are imported only inside."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from search.dense import ABOUT
from search.features import features
from search.learning.recipe import Progress, Recipe
from search.learning.text_bags import TextBags
from search.learning.vector_table import VectorTable
from search.lexicon import Lexicon
from search.records import IndexRecord
from search.understanding import QuestionReader

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def train(records: Sequence[IndexRecord], lexicon: Lexicon, folder: Path, recipe: Recipe, progress: Progress) -> None:
    """Train a static embedding on the texts of records and save it into ``folder``.

    Texts of one record are drawn together, and away from texts and names of the others. The same records and recipe
    give the same model on the same machine.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    reader = QuestionReader(lexicon)
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
    """Number the features from 1, in alphabetical order; 0 is what is unknown."""
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
    """Train the table of vectors by the softmax over a batch, with near-identical records as hard negatives."""
    import torch
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    # The matrices are small: more threads would only wait for each other.
    torch.set_num_threads(1)
    random = np.random.default_rng(recipe.seed)
    texts = TextBags(spoken, kin, vocabulary)
    table = VectorTable(len(vocabulary), recipe.dimensions, random)
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

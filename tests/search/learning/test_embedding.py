from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from knowledge.procedure import Procedure
from search.dense import StaticEncoder, load_encoder
from search.features import features
from search.learning.embedding import train
from search.learning.recipe import Recipe
from search.lexicon import Lexicon
from search.records import records_of
from search.snapshot import NLU_DATA
from search.understanding import QuestionReader


def test_training_is_deterministic(
    tmp_path: Path, procedures: list[Procedure], questions: dict[str, list[str]]
) -> None:
    records = records_of(procedures, questions, [])
    lexicon = Lexicon.load(NLU_DATA / "lexicon")
    for name in ("a", "b"):
        train(records, lexicon, tmp_path / name, Recipe(epochs=2), lambda _: None)
    assert (tmp_path / "a/model.safetensors").read_bytes() == (tmp_path / "b/model.safetensors").read_bytes()


def test_it_is_served_as_sentence_transformers_would(model: Path) -> None:
    from sentence_transformers import SentenceTransformer

    served = load_encoder(model)
    assert isinstance(served, StaticEncoder)
    read = [
        QuestionReader(Lexicon.load(NLU_DATA / "lexicon")).read(t)
        for t in ("làm khai sinh cho con", "lạ hoắc zzz khai tử")
    ]
    theirs = SentenceTransformer(str(model), device="cpu").encode([" ".join(features(text)) for text in read])
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    np.testing.assert_allclose(served.encode(read), theirs, atol=1e-5)


def test_another_sentence_transformers_model_takes_its_place(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "khai": 1, "sinh": 2, "tử": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    other = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)], device="cpu")
    other.save(str(tmp_path / "other"), create_model_card=False)
    (tmp_path / "model").mkdir()
    about = f'{{"encoder": "sentence-transformers", "name": "{tmp_path / "other"}"}}'
    (tmp_path / "model/about.json").write_text(about)
    encoder = load_encoder(tmp_path / "model")
    vectors = encoder.encode([QuestionReader(Lexicon()).read("khai sinh"), QuestionReader(Lexicon()).read("khai tử")])
    assert vectors.shape == (2, encoder.dimensions) == (2, 8)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_serving_imports_no_torch(model: Path) -> None:
    code = "import sys, search.searcher, search.snapshot, search.dense; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

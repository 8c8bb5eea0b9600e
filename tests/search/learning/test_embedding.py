from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.procedure import Procedure
from search.dense import StaticEncoder, load_encoder
from search.features import features
from search.fusion import SIGNALS, Fusion, learn
from search.learning.embedding import train
from search.learning.model import model_for
from search.learning.recipe import Recipe
from search.lexicon import Lexicon
from search.records import Outside, read_outside, records_of
from search.searcher import Searcher
from search.snapshot import NLU_DATA, Snapshot, build
from search.understanding import QuestionReader


def test_the_same_questions_give_the_same_model_and_train_once(
    model: Path, procedures: list[Procedure], questions: dict[str, list[str]], nlu_data: Path
) -> None:
    told: list[str] = []
    assert model_for(questions, procedures, model.parent, told.append, nlu_data) == model
    assert told == []


def test_other_questions_give_another_model(
    model: Path, procedures: list[Procedure], questions: dict[str, list[str]], nlu_data: Path, tmp_path: Path
) -> None:
    more = {**questions, "1.004837": ["xin làm người giám hộ"]}
    other = model_for(more, procedures, tmp_path, lambda _: None, nlu_data)
    assert other.name != model.name


def test_names_alone_can_be_trained(tmp_path: Path, procedures: list[Procedure]) -> None:
    model = model_for({}, procedures, tmp_path / "models", lambda _: None)
    build(procedures, {}, model, tmp_path / "snapshot")
    found = Searcher(Snapshot.load(tmp_path / "snapshot")).search("đăng ký khai tử")
    assert found.results[0].code == "1.000656"


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


def test_held_out_questions_are_not_kept(procedures: list[Procedure], questions: dict[str, list[str]]) -> None:
    kept, asked = hold_out(records_of(procedures, questions, []))
    left = {text for record in kept for text in record.texts[1:]}
    assert left and asked
    assert not left & {question.text for question in asked}


def test_fusion_learns_which_signal_tells(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    examples = []
    for _ in range(300):
        signals = random.random((8, len(SIGNALS))).astype(np.float32)
        right = np.zeros(8, bool)
        right[signals[:, SIGNALS.index("nearest")].argmax()] = True
        examples.append((signals, right))
    fusion = learn(examples, np.ones(len(examples)), ridge=0.01)
    best = [bool(right[fusion.score(signals).argmax()]) for signals, right in examples]
    assert np.mean(best) > 0.9
    fusion.save(tmp_path / "fusion.json")
    np.testing.assert_allclose(Fusion.load(tmp_path / "fusion.json").weights, fusion.weights, atol=1e-4)


def test_few_questions_hardly_move_the_prior() -> None:
    signals = np.ones((2, len(SIGNALS)), np.float32)
    signals[1, SIGNALS.index("nearest")] = 0
    moved = learn([(signals, np.array([False, True]))] * 3, np.ones(3), steps=50).weights
    assert moved[SIGNALS.index("nearest")] >= 0


def test_lines_that_are_not_ours_are_read_with_their_kind(tmp_path: Path) -> None:
    (tmp_path / "out_of_scope.txt").write_text("trời mưa không\nhỏi giá vàng\toff_topic\n", encoding="utf-8")
    (tmp_path / "gaps.tsv").write_text("# chú thích\nly hôn\tother_authority\tTòa án\nthi bằng lái\n", encoding="utf-8")
    assert read_outside(tmp_path) == [
        Outside("trời mưa không", "off_topic"),
        Outside("hỏi giá vàng", "off_topic"),
        Outside("ly hôn", "other_authority", "Tòa án"),
        Outside("thi bằng lái", "no_data"),
    ]


def test_an_unknown_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "gaps.tsv").write_text("ly hôn\tother\tTòa án\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"gaps\.tsv, dòng 1.*other"):
        read_outside(tmp_path)

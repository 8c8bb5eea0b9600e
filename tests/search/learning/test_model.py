from __future__ import annotations

import json
from pathlib import Path

from knowledge.procedure import Procedure
from search.fusion import Fusion
from search.learning.corpus import Corpus
from search.learning.model import kept_file, model_for
from search.searcher import Searcher
from search.snapshot import FUSION, GATE, Snapshot, build


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


def test_a_kept_tuning_is_taken_in_the_place_of_a_trial(
    model: Path, procedures: list[Procedure], questions: dict[str, list[str]], nlu_data: Path, tmp_path: Path
) -> None:
    told = tmp_path / "nlu_data"
    told.mkdir()
    for path in nlu_data.iterdir():
        (told / path.name).symlink_to(path)
    (told / "learned").mkdir()
    prior, gate = Fusion.prior(), json.loads((model / GATE).read_text())
    kept = {"fusion": prior.to_json(), "gate": gate | {"ours": 0.5}}
    kept_file(Corpus.read(questions, procedures, told), told / "learned").write_text(json.dumps(kept))
    said: list[str] = []
    taught = model_for(questions, procedures, tmp_path / "models", said.append, told)
    assert (Fusion.load(taught / FUSION).weights == prior.weights).all()
    assert json.loads((taught / GATE).read_text())["ours"] == 0.5
    assert not any("để riêng" in line for line in said)
    assert (taught / "model.safetensors").read_bytes() == (model / "model.safetensors").read_bytes()

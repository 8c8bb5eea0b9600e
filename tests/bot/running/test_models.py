"""Which model is in use, and how Rasa's training fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.running.data_folder import DataFolder
from bot.running.long_steps import silent
from bot.running.models import RASA_PYTHON, EmbeddingModels, rasa_model
from bot.settings import ConfigurationError
from tests.bot.garden import LEMON, plant


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder.open(tmp_path / "data")


@pytest.fixture
def models(folder: DataFolder, tmp_path: Path) -> EmbeddingModels:
    return EmbeddingModels(folder, tmp_path / "shared", plant(tmp_path, LEMON), silent)


def test_the_model_that_was_chosen_is_in_use_until_it_is_gone(models: EmbeddingModels, folder: DataFolder) -> None:
    assert models.chosen() is None
    own = folder.models / "abc"
    own.mkdir(parents=True)
    models.choose(own)
    assert models.chosen() == models.in_use() == own
    own.rmdir()
    assert models.chosen() is None


def test_rasas_model_that_is_there_is_not_trained(tmp_path: Path) -> None:
    from bot.nlu.inputs import model_file
    from bot.settings import ROOT

    there = model_file(ROOT, tmp_path)
    there.touch()
    said: list[str] = []
    assert rasa_model(tmp_path, said.append) == there
    assert said == []


@pytest.mark.skipif(not RASA_PYTHON.exists(), reason="no environment of Rasa")
def test_a_training_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    (tmp_path / "models").touch()
    with pytest.raises(ConfigurationError, match=r"Huấn luyện Rasa không xong:\n(.|\n)*models"):
        rasa_model(tmp_path / "models", silent)

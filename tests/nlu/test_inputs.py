"""What decides whether a model must be trained anew (no Rasa needed)."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.nlu.inputs import content_hash, input_files, model_file
from tests.nlu.conftest import ROOT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in input_files(ROOT):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    return tmp_path


def test_the_same_inputs_have_the_same_hash(copy: Path) -> None:
    assert content_hash(copy) == content_hash(ROOT)
    assert model_file(copy, Path("models")) == Path("models") / f"rasa-{content_hash(ROOT)}.tar.gz"


@pytest.mark.parametrize(
    "changed",
    [
        "config.yml",
        "bot/domain.yml",
        "nlu_data/nlu/ask_fee.yml",
        "nlu_data/lexicon/teencode.tsv",
        "search/lexicon.py",
        "bot/nlu/intents.py",
    ],
)
def test_a_changed_input_changes_the_hash(copy: Path, changed: str) -> None:
    before = content_hash(copy)
    with (copy / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert content_hash(copy) != before


def test_a_new_file_of_examples_changes_the_hash(copy: Path) -> None:
    before = content_hash(copy)
    (copy / "nlu_data/nlu/new.yml").write_text("nlu: []\n")
    assert content_hash(copy) != before


def test_every_component_of_the_configuration_is_an_input() -> None:
    names = {path.as_posix() for path in input_files(ROOT)}
    modules = {
        line.split("name: ")[1].strip()
        for line in (ROOT / "config.yml").read_text().splitlines()
        if "bot.nlu." in line and "name:" in line
    }
    assert modules
    assert {module.rsplit(".", 1)[0].replace(".", "/") + ".py" for module in modules} <= names


def test_every_file_that_the_configuration_names_is_an_input() -> None:
    named = set(re.findall(r"\bnlu_data/\S+", (ROOT / "config.yml").read_text(encoding="utf-8")))
    assert len(named) >= 3
    assert named <= {path.as_posix() for path in input_files(ROOT)}

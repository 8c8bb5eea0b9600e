"""The trained models: the embedding that search uses, and Rasa's, which a process of its own environment trains."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.nlu.inputs import model_file
from bot.running.data_folder import DataFolder
from bot.running.long_steps import Say, long_step
from bot.running.sources import Sources
from bot.settings import ROOT, ConfigurationError
from knowledge import bundled
from knowledge.put_in_place import put_in_place
from knowledge.questions import read_questions

if TYPE_CHECKING:
    from search.records import Findable

RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
TOLD = 2000


class EmbeddingModels:
    """The default embedding, which all data folders share, and those that were trained from one folder's own data."""

    def __init__(self, folder: DataFolder, shared: Path, sources: Sources, say: Say) -> None:
        """Take the data folder, the folder of default models, what these are trained on, and where to tell of it."""
        self._folder = folder
        self._shared = shared
        self._sources = sources
        self._say = say

    def in_use(self) -> Path:
        """Give the folder of the model that is in use; the default one is trained where it is not there yet.

        The default one is trained on the facts, which know every bundled procedure, so that writing a record in full
        trains nothing.
        """
        from search.learning.model import model_for

        if own := self.chosen():
            return own
        findable: list[Findable] = [*bundled.facts(self._sources.bundle), *self._sources.topics()]
        asked = read_questions(self._sources.questions)
        return model_for(asked, findable, self._shared, self._say, self._sources.nlu_data)

    def alignment(self, model: Path) -> Path | None:
        """Give the folder of the default alignment, learned where it is not there yet; None without questions for it.

        Args:
            model: the embedding whose vectors it begins with.
        """
        from search.dense import load_encoder
        from search.learning.alignment import alignment_for

        records = bundled.curated(self._sources.bundle)
        return alignment_for(records, load_encoder(model), self._shared, self._say, self._sources.nlu_data)

    def chosen(self) -> Path | None:
        """Give the own model that retraining chose; None where none is, or it is gone."""
        if not self._folder.chosen_model.is_file():
            return None
        model = self._folder.models / self._folder.chosen_model.read_text()
        return model if model.is_dir() else None

    def train_own(self, findable: Sequence[Findable], asked: Mapping[str, Sequence[str]]) -> Path:
        """Train a model of this folder's own on these procedures and ways of asking; it is not in use yet."""
        from search.learning.model import model_for

        return model_for(asked, findable, self._folder.models, self._say, self._sources.nlu_data)

    def choose(self, own: Path) -> None:
        """Take a model of ``train_own`` into use, for snapshots to come and for what is published."""
        with put_in_place(self._folder.chosen_model) as aside:
            aside.write_text(own.name)


def rasa_model(models: Path, say: Say) -> Path:
    """Give the path of Rasa's model; train it when none was made from today's data.

    Raises:
        ConfigurationError: Rasa's environment is missing, or the training failed.
    """
    model = model_file(ROOT, models.resolve())
    if model.is_file():
        return model
    if not RASA_PYTHON.exists():
        raise ConfigurationError(f"Chưa có môi trường của Rasa ({RASA_PYTHON}). Chạy: make setup")
    command = [str(RASA_PYTHON), "-m", "bot.nlu.train", "--out", str(model.parent)]
    with tempfile.TemporaryFile() as output, long_step(say, "Đang huấn luyện Rasa (chỉ lần đầu, hoặc khi dữ liệu đổi)"):
        status = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT).returncode
        output.seek(0)
        said = output.read().decode(errors="replace")
    if status or not model.is_file():
        raise ConfigurationError(f"Huấn luyện Rasa không xong:\n{said[-TOLD:]}")
    return model

"""Rasa's model: built once by content into the models folder, by a process of Rasa's own environment."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.settings import ROOT, ConfigurationError

RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"


def rasa_model(models: Path, say: Callable[[str], None]) -> Path:
    """The path of Rasa's model; trains it when none was made from today's data.

    Raises:
        ConfigurationError: Rasa's environment is missing, or the training failed.
    """
    model = models / f"rasa-{_digest()}.tar.gz"
    if model.is_file():
        return model
    if not RASA_PYTHON.exists():
        raise ConfigurationError(f"Chưa có môi trường của Rasa ({RASA_PYTHON}). Chạy: make setup")
    models.mkdir(parents=True, exist_ok=True)
    say("Đang huấn luyện Rasa (chỉ lần đầu, hoặc khi dữ liệu đổi) …")
    started = time.monotonic()
    # Trained aside: a training that is broken off leaves nothing that looks like a model.
    with tempfile.TemporaryDirectory(dir=models, prefix=".rasa-") as aside:
        command = [str(RASA_PYTHON), "-m", "bot.nlu.train", "--out", aside, "--name", "model"]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        trained = Path(aside) / "model.tar.gz"
        if done.returncode or not trained.is_file():
            raise ConfigurationError(f"Huấn luyện Rasa không xong:\n{done.stdout[-2000:]}")
        os.replace(trained, model)
    say(f"Rasa: huấn luyện xong sau {time.monotonic() - started:.0f} giây")
    return model


def _digest() -> str:
    content = hashlib.sha256()
    for path in _inputs():
        content.update(f"{path.relative_to(ROOT)}\0".encode())
        content.update(path.read_bytes())
    return content.hexdigest()[:16]


def _inputs() -> Iterator[Path]:
    """What the model is made from: data, pipeline, our components, and the releases that train it."""
    nlu_data = ROOT / "nlu_data"
    yield from (ROOT / "config.yml", ROOT / "bot" / "domain.yml", ROOT / "requirements" / "rasa.txt")
    yield from (nlu_data / "rules.yml", nlu_data / "stories.yml", nlu_data / "lexicon" / "aspects.yml")
    yield from sorted((nlu_data / "nlu").rglob("*.yml"))
    yield from sorted((ROOT / "bot" / "nlu").glob("*.py"))
    yield ROOT / "search" / "text.py"

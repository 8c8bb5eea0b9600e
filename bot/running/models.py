"""Rasa's model: built once by content into the models folder, by a process of Rasa's own environment."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from bot.nlu.inputs import model_file
from bot.settings import ROOT, ConfigurationError

RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"


def rasa_model(models: Path, say: Callable[[str], None]) -> Path:
    """The path of Rasa's model; trains it when none was made from today's data.

    Raises:
        ConfigurationError: Rasa's environment is missing, or the training failed.
    """
    model = model_file(ROOT, models.resolve())
    if model.is_file():
        return model
    if not RASA_PYTHON.exists():
        raise ConfigurationError(f"Chưa có môi trường của Rasa ({RASA_PYTHON}). Chạy: make setup")
    say("Đang huấn luyện Rasa (chỉ lần đầu, hoặc khi dữ liệu đổi) …")
    started = time.monotonic()
    command = [str(RASA_PYTHON), "-m", "bot.nlu.train", "--out", str(model.parent)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode or not model.is_file():
        raise ConfigurationError(f"Huấn luyện Rasa không xong:\n{done.stdout[-2000:]}")
    say(f"Rasa: huấn luyện xong sau {time.monotonic() - started:.0f} giây")
    return model

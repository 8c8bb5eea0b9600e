"""Trains Rasa's model: `.venv-rasa/bin/python -m bot.nlu.train --out FOLDER`, from the checkout's root.

Prints the model's path on standard output. Where the model of the present inputs is already there, it is left alone.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from bot.nlu.inputs import model_file
from bot.nlu.quiet import quiet


def main(arguments: Sequence[str] | None = None) -> int:
    """Train if need be; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.train", description="Huấn luyện Rasa.")
    parser.add_argument("--out", type=Path, default=Path(".cache/models"), help="thư mục chứa mô hình")
    out: Path = parser.parse_args(arguments).out
    target = model_file(Path(), out)
    if not target.exists():
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out) as aside:
            train(Path(), Path(aside) / target.name).replace(target)
    print(target)
    return 0


def train(root: Path, target: Path, nlu: Path = Path("nlu_data/nlu")) -> Path:
    """Train a model of the inputs under ``root``, with the examples of ``nlu``, into the file ``target``.

    Raises:
        rasa.shared.exceptions.RasaException: the configuration or the training data are wrong.
    """
    # Our own hash decides what is trained; Rasa's cache would not see a changed lexicon.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    quiet(show_warnings=True)
    import rasa.model_training

    with redirect_stdout(sys.stderr):
        result = rasa.model_training.train(
            domain=str(root / "bot/domain.yml"),
            config=str(root / "config.yml"),
            training_files=[str(root / nlu), str(root / "nlu_data/rules.yml"), str(root / "nlu_data/stories.yml")],
            output=str(target.parent),
            fixed_model_name=target.name,
            force_training=True,
        )
    return Path(result.model)


if __name__ == "__main__":
    sys.exit(main())

"""Prepares what `make run` and `make test` need. Standard library only: `python3 -m requirements.install`.

Two lanes run beside each other: .venv, then the embedding, which needs nothing else; .venv-rasa, then Rasa's model.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path

from requirements.environments import (
    APP,
    RASA,
    REQUIREMENTS,
    ROOT,
    add_command,
    add_development_tools,
    find_python310,
    prepare,
    works,
)
from requirements.lanes import Lane, SetupError, print_line, run_all

LOGS = ROOT / ".cache" / "setup"
LONG_S = 5.0


def lanes_for(dev: bool, train: bool, cache: Path | None) -> list[Lane]:
    """Give the two lanes.

    Args:
        dev: with what tests and linters need.
        train: with the models.
        cache: the folder that keeps finished environments by content, None for none.

    Raises:
        SetupError: a Python that is needed is missing.
    """
    python310 = find_python310()
    command_is_there = threading.Event()

    def app(lane: Lane) -> None:
        prepare(lane, sys.executable, APP, REQUIREMENTS / "app.txt", cache)
        add_command(lane)
        command_is_there.set()
        if dev:
            add_development_tools(lane)
        if train:
            _train(lane, "embedding")

    def rasa(lane: Lane) -> None:
        prepare(lane, python310, RASA, REQUIREMENTS / "rasa.txt", cache)
        if train:
            lane.state = "chờ .venv"
            command_is_there.wait()
            _train(lane, "rasa")

    return [Lane("app", LOGS / "app.log", app), Lane("rasa", LOGS / "rasa.log", rasa)]


def _train(lane: Lane, model: str) -> None:
    lane.call(
        [APP / "bin" / "motcua", "train", "--only", model],
        lambda said, seconds: said.rstrip().rpartition("\n")[2] or f"mô hình: {seconds} giây",
        f"Không huấn luyện được mô hình ({model}). / Training failed:",
    )


def require_python() -> None:
    """Check the Python that runs this.

    Raises:
        SetupError: it is too old, or cannot make environments.
    """
    if sys.version_info < (3, 11):
        raise SetupError(
            f"Cần Python 3.11 trở lên, đang chạy {sys.version.split()[0]}: gọi 'make PYTHON=python3.11 …'. "
            "/ Python 3.11 or later is needed."
        )
    if not works(sys.executable, sys.version_info[:2]):
        raise SetupError(
            f"{sys.executable} thiếu mô-đun venv: 'apt-get install python3-venv' rồi chạy lại. / venv is missing."
        )


def main() -> int:
    """Prepare all of it; 0 done, 2 when something is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with what tests and linters need")
    parser.add_argument("--train", action="store_true", help="with the models")
    parser.add_argument("--cache", type=Path, help="folder that keeps finished environments by content")
    arguments = parser.parse_args()
    started = time.monotonic()
    try:
        require_python()
        if not APP.exists() or not RASA.exists():
            print_line("Đang chuẩn bị, lần đầu mất vài phút / preparing, the first time takes some minutes …")
        run_all(lanes_for(arguments.dev, arguments.train, arguments.cache), print_line)
    except SetupError as error:
        print_line(str(error))
        return 2
    except KeyboardInterrupt:
        return 130
    if (took := time.monotonic() - started) > LONG_S:
        print_line(f"Chuẩn bị xong sau {took:.0f} giây / prepared.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The app in a process of its own, to be stopped or killed: ``python -m tests.bot.app_process FOLDER PORT RASA``."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from tests.bot.front import front_app, settings_for

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def app_process(
    folder: Path, port: int, rasa_url: str, database_url: str | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A running app; it is killed at the end where it still runs."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.bot.app_process", str(folder), str(port), rasa_url]
    with (folder / f"app-{port}.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "DATABASE": database_url or ""}, stdout=log, stderr=log
        )
    try:
        deadline = time.monotonic() + 40
        while not _lives(port):
            assert process.poll() is None and time.monotonic() < deadline, (folder / f"app-{port}.log").read_text()
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


def _lives(port: int) -> bool:
    """Whether it listens: uvicorn does once the app has started."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _serve(folder: Path, port: int, rasa_url: str) -> None:
    more = json.loads(os.environ.get("MORE_SETTINGS", "{}"))
    app = front_app(settings_for(folder, rasa_url, os.environ["DATABASE"] or None, **more))
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=port,
        log_level="info",
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])

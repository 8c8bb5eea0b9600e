"""The whole service as `motcua serve` runs it: real Rasa, the app, the sandbox backend."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers import free_port

COMMAND = Path(sys.executable).with_name("motcua")


@dataclass(frozen=True)
class Service:
    """A running service: its address, its data folder, its supervisor."""

    url: str
    data: Path
    environment: dict[str, str]
    supervisor: subprocess.Popen[str]

    def chat(self, *lines: str) -> list[dict[str, Any]]:
        """What `motcua chat --script --json` prints, a turn an entry. An empty line begins a new conversation."""
        script = self.data / "script.txt"
        script.write_text("\n".join(lines), encoding="utf-8")
        command = [str(COMMAND), "chat", "--script", str(script), "--json", "--url", self.url]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=180)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def processes(self) -> dict[int, str]:
        """The processes that this service runs, by id, with their command lines."""
        mark = f"MOTCUA_DATA_DIR={self.data}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
        return found

    def stop(self) -> None:
        """End it as Ctrl-C does, and wait until it has ended."""
        self.supervisor.send_signal(signal.SIGINT)
        self.supervisor.communicate(timeout=60)


@contextmanager
def service(data: Path) -> Iterator[Service]:
    """Runs the service on a fresh data folder until the end of the block."""
    port = free_port()
    environment = {
        **os.environ,
        "MOTCUA_DATA_DIR": str(data),
        "MOTCUA_PORT": str(port),
        "MOTCUA_RASA_PORT": str(free_port()),
        "MOTCUA_SANDBOX_PORT": str(free_port()),
    }
    supervisor = subprocess.Popen(
        [str(COMMAND), "serve"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    started = Service(f"http://127.0.0.1:{port}", data, environment, supervisor)
    try:
        _await_welcome(supervisor)
        yield started
    finally:
        if supervisor.poll() is None:
            started.stop()


def _await_welcome(supervisor: subprocess.Popen[str]) -> None:
    assert supervisor.stderr
    said = ""
    # The pipe ends when the supervisor does, so that this waits for one of both.
    for line in supervisor.stderr:
        said += line
        if "is ready" in line:
            return
    raise AssertionError(f"the service did not start: {said}")

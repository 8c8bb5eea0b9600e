"""The supervisor with real processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.running.supervisor import require_free_port
from bot.settings import ConfigurationError
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[3]

PART = """
import http.server, os, sys, pathlib
port, pids = int(sys.argv[1]), pathlib.Path(sys.argv[2])
with pids.open("a") as file:
    file.write(f"{os.getpid()}\\n")
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *args): pass
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""

SUPERVISED = """
import sys
from pathlib import Path
from bot.running.supervisor import Part, PartFailed, Supervisor
port, folder, program = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
part = Part("Phần thử", [sys.executable, program, port, str(folder / "pids")], {}, f"http://127.0.0.1:{port}/",
            folder / "part.log", ready_within_s=20)
try:
    Supervisor([part], lambda text: print(text, flush=True)).run(lambda: print("READY", flush=True))
except PartFailed as error:
    print("FAILED", error, flush=True); sys.exit(1)
print("STOPPED", flush=True)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def wait_until(happens: Callable[[], bool], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def run(part: str) -> subprocess.Popen[str]:
        program = tmp_path / "part.py"
        program.write_text(textwrap.dedent(part))
        command = [sys.executable, "-c", SUPERVISED, str(free_port()), str(tmp_path), str(program)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def pids(folder: Path) -> list[int]:
    file = folder / "pids"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_process_behind(start: Start, tmp_path: Path, number: int) -> None:
    supervisor = start(PART)
    assert supervisor.stdout and supervisor.stdout.readline() == "READY\n"
    supervisor.send_signal(number)
    output, _ = supervisor.communicate(timeout=15)
    assert output == "STOPPED\n"
    assert not any(alive(pid) for pid in pids(tmp_path))


def test_a_killed_supervisor_takes_its_parts_along(start: Start, tmp_path: Path) -> None:
    supervisor = start(PART)
    assert supervisor.stdout and supervisor.stdout.readline() == "READY\n"
    supervisor.kill()
    supervisor.wait()
    wait_until(lambda: not any(alive(pid) for pid in pids(tmp_path)))


def test_a_part_that_dies_is_started_again(start: Start, tmp_path: Path) -> None:
    supervisor = start(PART)
    assert supervisor.stdout and supervisor.stdout.readline() == "READY\n"
    os.kill(pids(tmp_path)[0], signal.SIGKILL)
    wait_until(lambda: len(pids(tmp_path)) == 2)
    assert "đang khởi động lại" in supervisor.stdout.readline()
    assert alive(pids(tmp_path)[1])


def test_a_part_that_cannot_live_ends_the_whole_with_a_clear_line(start: Start, tmp_path: Path) -> None:
    supervisor = start("import sys; sys.exit(3)")
    output, _ = supervisor.communicate(timeout=40)
    assert supervisor.returncode == 1
    assert output.splitlines()[-1].startswith("FAILED Phần thử dừng")
    assert "part.log" in output.splitlines()[-1]


def test_a_taken_port_is_told_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        with pytest.raises(ConfigurationError, match=f"{port}.*MOTCUA_PORT"):
            require_free_port("127.0.0.1", port, "MOTCUA_PORT")
    require_free_port("127.0.0.1", port, "MOTCUA_PORT")

"""Starts the parts of the service as processes of their own, watches them, and stops all of them together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import httpx

from bot.running.reasons import why
from bot.settings import ConfigurationError

RESTARTS_ALLOWED = 4
RESTARTS_WINDOW_S = 120.0
GRACE_S = 10.0
PR_SET_PDEATHSIG = 1


class PartFailed(Exception):
    """A part died again and again, or was not ready in time."""


@dataclass(frozen=True)
class Part:
    """One process of the service.

    Attributes:
        name: what it is called in logs and messages.
        command: program and arguments.
        environment: what is added to the environment.
        ready_url: answers below 500 once the part works.
        log: file that takes its output.
        ready_within_s: seconds that it may take to become ready.
        folder: where it runs; default: where the supervisor does.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    ready_url: str
    log: Path
    ready_within_s: float = 120.0
    folder: Path | None = None


@dataclass
class _Running:
    part: Part
    process: subprocess.Popen[bytes]
    deaths: deque[float] = field(default_factory=deque)


def require_free_port(host: str, port: int, setting: str) -> None:
    """Check that nothing listens on a port yet.

    Raises:
        ConfigurationError: the port is taken or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigurationError(
                f"Cổng {host}:{port} không dùng được ({why(error)}). Tắt chương trình đang giữ cổng, "
                f"hoặc đặt {setting} sang cổng khác. / Port {port} cannot be used."
            ) from error


def _end_with_parent() -> None:
    """Let the kernel end this process when the supervisor dies, however it dies (Linux only)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Runs the parts until it is told to stop, or until one cannot be kept alive."""

    def __init__(self, parts: Sequence[Part], say: Callable[[str], None]) -> None:
        """Take the parts in the order in which they start, and where to report."""
        self._parts = parts
        self._say = say
        self._running: list[_Running] = []
        self._stopping = False

    def run(self, when_ready: Callable[[], None]) -> None:
        """Start all parts, call ``when_ready`` once all of them work, and watch until SIGINT or SIGTERM.

        Raises:
            PartFailed: a part was not ready in time or died too often; all others are stopped by then.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            for part in self._parts:
                self._running.append(_Running(part, self._start(part)))
            self._await_ready()
            if not self._stopping:
                when_ready()
            while not self._stopping:
                self._restart_dead()
                time.sleep(0.5)
        finally:
            self._stop_all()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _start(self, part: Part) -> subprocess.Popen[bytes]:
        part.log.parent.mkdir(parents=True, exist_ok=True)
        with part.log.open("ab") as log:
            # A group of its own: Ctrl-C reaches the supervisor alone, which stops the parts in order.
            return subprocess.Popen(
                part.command,
                cwd=part.folder,
                env={**os.environ, **part.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )

    def _await_ready(self) -> None:
        waiting = {running.part.name: running for running in self._running}
        started = time.monotonic()
        with httpx.Client(timeout=2.0, trust_env=False) as http:
            while waiting and not self._stopping:
                for name, running in list(waiting.items()):
                    if _answers(http, running.part.ready_url):
                        del waiting[name]
                    elif time.monotonic() - started > running.part.ready_within_s:
                        raise PartFailed(
                            f"{name} chưa sẵn sàng sau {running.part.ready_within_s:.0f} giây; xem {running.part.log}"
                        )
                self._restart_dead()
                time.sleep(0.2)

    def _restart_dead(self) -> None:
        for running in self._running:
            code = running.process.poll()
            if code is None or self._stopping:
                continue
            now = time.monotonic()
            running.deaths.append(now)
            while running.deaths[0] < now - RESTARTS_WINDOW_S:
                running.deaths.popleft()
            if len(running.deaths) > RESTARTS_ALLOWED:
                raise PartFailed(
                    f"{running.part.name} dừng {len(running.deaths)} lần trong {RESTARTS_WINDOW_S:.0f} giây "
                    f"(mã thoát {code}); xem {running.part.log}"
                )
            self._say(f"{running.part.name} vừa dừng (mã thoát {code}), đang khởi động lại; xem {running.part.log}")
            time.sleep(min(0.5 * 2 ** (len(running.deaths) - 1), 5.0))
            running.process = self._start(running.part)

    def _stop_all(self) -> None:
        for running in reversed(self._running):
            _signal_group(running.process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_S
        for running in self._running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            # What the part itself had started goes as well.
            _signal_group(running.process, signal.SIGKILL)
            running.process.wait()


def _answers(http: httpx.Client, url: str) -> bool:
    try:
        return http.get(url).status_code < 500
    except httpx.HTTPError:
        return False


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)

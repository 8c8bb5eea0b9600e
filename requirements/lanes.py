"""Lanes: chains of commands that run beside each other, each with a log, watched by one line for who waits."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

TOLD_LINES = 15
LOOK_EVERY_S = 0.2
TELL_EVERY_S = 5.0

Progress = Callable[[str, int], str]
"""Takes what a command has said so far and the seconds that it has run, and gives what it does now."""


class SetupError(Exception):
    """What is missing or went wrong, and what to do about it."""


class Lane(threading.Thread):
    """One chain of commands, in a thread of its own; ``state`` tells what it does now, ``error`` how it failed."""

    def __init__(self, name: str, log: Path, steps: Callable[[Lane], None]) -> None:
        """Take what it is called, the file that takes its commands' output, and the steps, which run with the lane."""
        super().__init__(name=name, daemon=True)
        self.log = log
        self.state = ""
        self.error: Exception | None = None
        self._steps = steps
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Run the steps; what they raise stands in ``error``."""
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            self.log.write_bytes(b"")
            self._steps(self)
        except Exception as error:
            self.error = error

    def call(self, command: Sequence[str | Path], progress: Progress, trouble: str) -> None:
        """Run a command to its end, its output in the log.

        Args:
            command: program and arguments.
            progress: gives ``state`` while it runs.
            trouble: what is said where it fails, before its own last lines.

        Raises:
            SetupError: the command failed.
        """
        started, before = time.monotonic(), self.log.stat().st_size
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        while True:
            self.state = progress(self._said(before), round(time.monotonic() - started))
            try:
                status = self._process.wait(timeout=LOOK_EVERY_S)
                break
            except subprocess.TimeoutExpired:
                continue
        if status:
            last = "\n".join(self._said(before).splitlines()[-TOLD_LINES:])
            raise SetupError(f"{trouble}\n{last}\nNhật ký / log: {self.log}")

    def _said(self, since: int) -> str:
        return self.log.read_bytes()[since:].decode(errors="replace")

    def stop(self) -> None:
        """End the command that runs now."""
        if self._process and self._process.poll() is None:
            self._process.terminate()


def run_all(lanes: Sequence[Lane], say: Callable[[str], None], every_s: float = TELL_EVERY_S) -> None:
    """Run lanes to their end, telling every ``every_s`` seconds what each does.

    Raises:
        SetupError: a lane failed; the others were stopped.
    """
    for lane in lanes:
        lane.start()
    try:
        _watch(lanes, say, every_s)
    finally:
        for lane in lanes:
            lane.stop()


def _watch(lanes: Sequence[Lane], say: Callable[[str], None], every_s: float) -> None:
    told = time.monotonic()
    running = list(lanes)
    while running:
        running = [lane for lane in lanes if lane.is_alive()]
        if failed := next(filter(None, (lane.error for lane in lanes)), None):
            raise failed
        if time.monotonic() - told >= every_s:
            told = time.monotonic()
            if state := "  ·  ".join(lane.state for lane in running if lane.state):
                say(state)
        time.sleep(LOOK_EVERY_S)


def print_line(text: str) -> None:
    """Tell the person who waits."""
    print(text, file=sys.stderr, flush=True)

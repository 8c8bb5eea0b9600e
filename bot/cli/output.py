"""What the command prints: for people, or as one JSON value on standard output and nothing else."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

DONE, PARTLY, WRONG_USE = 0, 1, 2


def use_utf8() -> None:
    """Prints Vietnamese whatever the locale says."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def print_json(value: Any) -> None:
    """Writes one JSON value in one line."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def note(text: str) -> None:
    """Tells a person something beside the result."""
    print(text, file=sys.stderr, flush=True)


class Steps:
    """Tells what takes long: on a terminal one line that is rewritten, elsewhere a line a step."""

    def __init__(self) -> None:
        self._step = ""

    def __call__(self, text: str) -> None:
        """Tells where it stands: the step, and after a colon how far it is."""
        step = text.split(":", 1)[0]
        if sys.stderr.isatty():
            ending = "\n" if self._step and step != self._step else ""
            print(f"{ending}\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
        elif step != self._step:
            note(text)
        self._step = step

    def end(self) -> None:
        """Leaves the line that was rewritten."""
        if self._step and sys.stderr.isatty():
            print(file=sys.stderr, flush=True)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on a terminal's standard error; silent elsewhere.

    Yields:
        Called with how many are done, and of how many, None while that is not known.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

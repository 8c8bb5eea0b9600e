"""What the command prints: for people, or as one JSON value on standard output and nothing else."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

DONE, PARTLY, WRONG_USE = 0, 1, 2
TELL_AGAIN_AFTER_S = 5.0

Json = Annotated[bool, typer.Option("--json", help="In ra JSON trên luồng ra chuẩn, không gì khác.")]


def use_utf8() -> None:
    """Print Vietnamese whatever the locale says."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def print_json(value: object) -> None:
    """Write one JSON value in one line."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def note(text: str) -> None:
    """Tell a person something beside the result."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def wrong_use(*errors: type[Exception]) -> Iterator[None]:
    """End the command with status 2 and the error's own words where the block raises one of these errors."""
    try:
        yield
    except errors as error:
        note(str(error))
        raise typer.Exit(WRONG_USE) from error


class Steps:
    """Tells what takes long: on a terminal one line that is rewritten, elsewhere a line every few seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Take the clock that measures seconds."""
        self._now = now
        self._step = ""
        self._told = 0.0

    def __call__(self, text: str) -> None:
        """Tell where it stands: the step, and after a colon how far it is."""
        step = text.removesuffix(" …").split(":", 1)[0]
        if sys.stderr.isatty():
            ending = "\n" if self._step and step != self._step else ""
            print(f"{ending}\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
        elif step != self._step or self._now() - self._told >= TELL_AGAIN_AFTER_S:
            note(text)
            self._told = self._now()
        self._step = step

    def end(self) -> None:
        """Leave the line that was rewritten."""
        if self._step and sys.stderr.isatty():
            print(file=sys.stderr, flush=True)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show a progress bar on a terminal's standard error; elsewhere nothing.

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

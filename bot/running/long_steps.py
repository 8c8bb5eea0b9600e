"""Tells what takes long: the step when it begins, then every few seconds how long it has been going on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Say = Callable[[str], None]
"""Takes one line for the person who waits: the step, and after a colon how far it is."""


def silent(_text: str) -> None:
    """Say nothing."""


@contextmanager
def long_step(say: Say, step: str, every_s: float = 5.0) -> Iterator[None]:
    """Tell ``step`` now, then every ``every_s`` seconds how many it has taken, and its end where it took longer."""
    ended = threading.Event()
    started = time.monotonic()

    def taken() -> float:
        return time.monotonic() - started

    def tell() -> None:
        while not ended.wait(every_s):
            say(f"{step}: đã {taken():.0f} giây")

    say(f"{step} …")
    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()
    if taken() > every_s:
        say(f"{step}: xong sau {taken():.0f} giây")

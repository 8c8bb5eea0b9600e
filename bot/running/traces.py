"""Where an error happened, for the log, without the error's own words: they may hold what a person wrote."""

from __future__ import annotations

import traceback


def trace(error: BaseException) -> str:
    """The error's type and the lines it came through."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}".rstrip()

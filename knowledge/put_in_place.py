"""Builds a file or a folder aside and puts it in its place whole, so that nobody ever reads half of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def put_in_place(path: Path) -> Iterator[Path]:
    """Give a path on the same disk and of the same name; what is written there replaces ``path`` when the block ends.

    A folder is replaced by a folder, a file by a file. When the block fails, ``path`` stays as it was and what was
    written aside is gone.

    Raises:
        OSError: the folder around ``path`` is not there or cannot be written, or nothing was written aside.
    """
    with TemporaryDirectory(prefix=".aside-", dir=path.parent) as folder:
        aside = Path(folder) / path.name
        yield aside
        if aside.is_dir() and path.is_dir():
            path.rename(Path(folder) / f"{path.name}.old")
        aside.replace(path)

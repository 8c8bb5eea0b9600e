"""Build aside and rename: a folder is seen whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


@contextmanager
def built_aside(folder: Path, replace: bool = True) -> Iterator[Path]:
    """Give an empty folder to build in, and put it in the place of ``folder`` by one rename once all went well.

    When building raises, ``folder`` stays as it was and nothing is left over.

    Args:
        folder: its parent must exist; the folder to build in lies there too.
        replace: whether a ``folder`` that is there by then makes room; else it stays and what was built is dropped.
    """
    aside = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield aside
        aside.chmod(0o755)
        if not folder.exists():
            aside.rename(folder)
        elif replace:
            _exchange(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(aside: Path, folder: Path) -> None:
    old = Path(mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / folder.name)
    aside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)

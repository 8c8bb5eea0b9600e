"""What a Rasa model is made from. Standard library only: both environments import it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

SINGLE_FILES = (
    "config.yml",
    "bot/domain.yml",
    "nlu_data/rules.yml",
    "nlu_data/stories.yml",
    "nlu_data/lexicon/aspects.yml",
    "nlu_data/lexicon/teencode.tsv",
    "nlu_data/lexicon/ambiguous.tsv",
    "search/text.py",
    "search/phrases.py",
    "search/lexicon.py",
    "requirements/rasa.txt",
)
FOLDERS = ("nlu_data/nlu/*.yml", "bot/nlu/*.py")


def input_files(root: Path) -> Iterator[Path]:
    """Give the files that a model depends on, in a fixed order, relative to the root."""
    yield from (Path(name) for name in SINGLE_FILES)
    for pattern in FOLDERS:
        yield from sorted(path.relative_to(root) for path in root.glob(pattern))


def content_hash(root: Path) -> str:
    """Give the hash of all that a model is made from; models with the same hash answer alike.

    Raises:
        FileNotFoundError: one of the files is missing.
    """
    digest = hashlib.sha256()
    for path in input_files(root):
        content = (root / path).read_bytes()
        digest.update(f"{path.as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def model_file(root: Path, folder: Path) -> Path:
    """Give the place of the model of the present inputs in a folder of models, whether it is there or not."""
    return folder / f"rasa-{content_hash(root)}.tar.gz"

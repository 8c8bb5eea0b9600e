"""What the program brings along for an installation: the bundled catalogue, and what people say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from knowledge import bundled
from knowledge.topic import Topic


@dataclass(frozen=True)
class Sources:
    """The folders that an installation is built from.

    Attributes:
        bundle: the bundled catalogue, with its guides and life events.
        questions: the ways of asking, a section a procedure.
        nlu_data: the lexicon, the lines that are not ours, the development set.
    """

    bundle: Path = bundled.FOLDER
    questions: Path = ROOT / "nlu_data" / "questions"
    nlu_data: Path = ROOT / "nlu_data"

    def topics(self) -> Iterable[Topic]:
        """Give the guides and the life events."""
        return bundled.topics(self.bundle).values()

    def catalogue_digest(self) -> str:
        """Name the content of the bundled catalogue."""
        return digest_of(bundled.files(self.bundle))

    def spoken_digest(self) -> str:
        """Name the content of what people say and of the guides and life events."""
        spoken = (path for folder in (self.nlu_data, self.questions) for path in folder.rglob("*") if path.is_file())
        return digest_of({*spoken, *bundled.topic_files(self.bundle)})


def digest_of(paths: Iterable[Path]) -> str:
    """Name the content of files, whatever the order in which they are given."""
    content = hashlib.sha256()
    for path in sorted(paths):
        content.update(path.read_bytes())
    return content.hexdigest()

"""The snapshots of an installation: the search index of each state of its knowledge, built once by content."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.running.long_steps import Say, long_step
from bot.running.models import EmbeddingModels
from bot.running.sources import Sources
from knowledge.questions import read_questions
from knowledge.store.store import KnowledgeStore

if TYPE_CHECKING:
    from search.records import Findable

State = Literal["published", "staged"]
KEPT = 3


@dataclass(frozen=True)
class Searchable:
    """What search is built from, in the states of an installation's knowledge."""

    store: KnowledgeStore
    sources: Sources

    def findable(self, state: State) -> list[Findable]:
        """Give what can be found: procedures, guides and life events."""
        return [*self.store.procedures(state), *self.sources.topics()]

    def questions(self, state: State) -> dict[str, list[str]]:
        """Give the ways of asking by code: ours, and those that editors added."""
        asked = read_questions(self.sources.questions)
        for entry in self.store.aliases():
            if getattr(entry, state):
                asked.setdefault(entry.code, []).append(entry.text)
        return asked

    def build(self, state: State, model: Path, folder: Path, alignment: Path | None = None) -> None:
        """Build and check the snapshot of a state with a model and an alignment, and put it in place.

        Raises:
            search.snapshot.UnusableSnapshot: a procedure would not find itself by its own name.
        """
        from search.snapshot import build

        build(self.findable(state), self.questions(state), model, folder, self.sources.nlu_data, alignment)

    def digest(self, state: State) -> str:
        """Name all of it."""
        return f"{self.store.content_digest(state)} {self.sources.spoken_digest()}"


class Snapshots:
    """The newest snapshots, each in a folder that is named by what it is made from."""

    def __init__(self, folder: Path, searchable: Searchable, models: EmbeddingModels, say: Say) -> None:
        """Take where they lie, what they are built from, the models, and where to tell of a building."""
        self._folder = folder
        self._searchable = searchable
        self._models = models
        self._say = say

    def of(self, state: State) -> Path:
        """Give the folder of a state's snapshot, built and checked now where it is not there yet.

        Raises:
            search.snapshot.UnusableSnapshot: a procedure would not find itself by its own name.
        """
        folder = self._folder / self._key(state)
        if not folder.is_dir():
            model = self._models.in_use()
            alignment = self._models.alignment(model)
            with long_step(self._say, "Đang dựng chỉ mục tìm kiếm"):
                self._searchable.build(state, model, folder, alignment)
            _keep_newest(self._folder)
        return folder

    def _key(self, state: State) -> str:
        from search.snapshot import FORMAT
        from search.sources import source_digest

        chosen = self._models.chosen()
        code = source_digest("search.snapshot")
        made_from = f"{FORMAT} {chosen.name if chosen else ''} {self._searchable.digest(state)} {code}"
        return hashlib.sha256(made_from.encode()).hexdigest()[:16]


def _keep_newest(folder: Path) -> None:
    # What another process is building just now lies aside, under a name that begins with a dot.
    built = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    for old in sorted(built, key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)

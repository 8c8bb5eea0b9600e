"""One installation: a data folder with its database, its models and its snapshots, opened by the settings."""

from __future__ import annotations

from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from bot.running import bundle
from bot.running.data_folder import DataFolder
from bot.running.long_steps import Say, long_step, silent
from bot.running.models import EmbeddingModels
from bot.running.snapshots import Searchable, Snapshots
from bot.running.sources import Sources
from bot.settings import ConfigurationError, Settings
from knowledge import bundled
from knowledge.store.database import DatabaseError, open_engine
from knowledge.store.store import KnowledgeStore

if TYPE_CHECKING:
    import sqlalchemy as sa

    from search.searcher import Searcher


class Installation:
    """Opens a data folder, and gives what works on it. A fresh one begins with the bundled catalogue, published."""

    def __init__(self, settings: Settings, say: Say = silent, sources: Sources | None = None) -> None:
        """Take the settings, where to tell what takes long, and what the program brings along.

        Raises:
            ConfigurationError: the folder cannot be used.
        """
        self.settings = settings
        self.folder = DataFolder.open(settings.data_dir)
        self._say = say
        self._sources = sources or Sources()

    def __enter__(self) -> Installation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    @cached_property
    def engine(self) -> sa.Engine:
        """The database.

        Raises:
            ConfigurationError: it cannot be opened.
        """
        try:
            return open_engine(self.settings.database)
        except DatabaseError as error:
            raise ConfigurationError(str(error)) from error

    @cached_property
    def store(self) -> KnowledgeStore:
        """The knowledge; the bundled catalogue is taken where it is not the one that was taken already.

        Raises:
            ConfigurationError: the database cannot be used.
        """
        store = KnowledgeStore(self.engine)
        try:
            store.migrate()
        except DatabaseError as error:
            raise ConfigurationError(str(error)) from error
        if not bundle.is_taken(store, self.folder.bundle_taken, self._sources):
            with long_step(self._say, "Đang nạp danh mục đi kèm"):
                bundle.take(store, self.folder.bundle_taken, self._sources)
        return store

    @cached_property
    def models(self) -> EmbeddingModels:
        """The models that search can use."""
        return EmbeddingModels(self.folder, self.settings.models_dir, self._sources, self._say)

    @cached_property
    def searchable(self) -> Searchable:
        """What search is built from."""
        return Searchable(self.store, self._sources)

    @cached_property
    def snapshots(self) -> Snapshots:
        """The snapshots of what is published and of what is staged."""
        return Snapshots(self.folder.snapshots, self.searchable, self.models, self._say)

    def searcher(self) -> Searcher:
        """Give a searcher over what is published; its snapshot is built now where it is not there yet.

        Raises:
            search.snapshot.UnusableSnapshot: it cannot be used.
        """
        from search.searcher import Searcher
        from search.snapshot import Snapshot
        from search.subjects import SubjectFinder

        snapshot = Snapshot.load(self.snapshots.of("published"))
        return Searcher(snapshot, SubjectFinder(bundled.subjects(), bundled.framing(), snapshot.reader))

    def chosen_model(self) -> str:
        """Give the name of the own model that is in use, empty where it is the default one."""
        chosen = self.models.chosen()
        return chosen.name if chosen else ""

"""One installation: the data folder with its database, its snapshots and what was trained from its own data."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from bot.running.reasons import why
from bot.settings import ROOT, ConfigurationError, Settings
from knowledge import bundled
from knowledge.questions import read_questions
from knowledge.store.database import DatabaseError, open_engine
from knowledge.store.store import KnowledgeStore

if TYPE_CHECKING:
    import sqlalchemy as sa

    from search.records import Findable
    from search.searcher import Searcher
    from search.snapshot import Snapshot

Live = Literal["published", "staged"]

NLU_DATA = ROOT / "nlu_data"
QUESTIONS = NLU_DATA / "questions"
LEXICON = NLU_DATA / "lexicon"
SPACE_NEEDED = 200 * 1024**2
SNAPSHOTS_KEPT = 3


class Installation:
    """Opens a data folder, and gives what works on it. A fresh one begins with the bundled catalogue, published."""

    def __init__(self, settings: Settings, say: Callable[[str], None] = lambda _text: None) -> None:
        """Args: the settings, and where to tell what takes long.

        Raises:
            ConfigurationError: the folder or the database cannot be used.
        """
        self.settings = settings
        self.say = say
        _require_folder(settings.data_dir)

    def __enter__(self) -> Installation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
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
        """The knowledge. A fresh one gets the bundled catalogue staged and published.

        Raises:
            ConfigurationError: the database cannot be used.
        """
        store = KnowledgeStore(self.engine)
        try:
            store.migrate()
        except DatabaseError as error:
            raise ConfigurationError(str(error)) from error
        self._take_bundle(store)
        return store

    def _take_bundle(self, store: KnowledgeStore) -> None:
        """Stages the bundled catalogue where it is not the one that this folder has taken already.

        It is published at once, unless an editor has staged something that is not published yet.
        """
        taken, content = self.settings.data_dir / "bundle", _digest_of(sorted(bundled.files()))
        if not store.is_fresh() and taken.is_file() and taken.read_text() == content:
            return
        self.say("Đang nạp danh mục đi kèm …")
        is_clean = store.content_digest("staged") == store.content_digest("published")
        store.stage("facts", bundled.facts())
        store.stage("curated", bundled.curated())
        store.stage("overlay", bundled.overlay())
        if is_clean:
            store.publish()
        taken.write_text(content)

    def publish(self) -> int:
        """Makes the staged state live: its snapshot is built and checked first, so that servers only have to load it.

        Returns:
            The published version.

        Raises:
            ConfigurationError: the check failed; what was live stays live.
        """
        from search.snapshot import UnusableSnapshot

        try:
            self._snapshot_folder("staged")
        except UnusableSnapshot as error:
            raise ConfigurationError(f"Chưa công bố, bản đang chạy giữ nguyên: {error}.") from error
        return self.store.publish()

    def searcher(self) -> Searcher:
        """A searcher over what is published."""
        from search.searcher import Searcher

        return Searcher(self.snapshot())

    def snapshot(self) -> Snapshot:
        """The snapshot of what is published, built now where it is not there yet."""
        from search.snapshot import Snapshot

        return Snapshot.load(self._snapshot_folder("published"))

    def embedding_model(self) -> Path:
        """The default embedding model, trained once by content and shared by all data folders.

        It is trained on the facts, which know every bundled procedure, so that writing a record in full trains nothing.
        """
        from search.learning.model import model_for

        own = self._own_model()
        if own is not None:
            return own
        findable: list[Findable] = [*bundled.facts(), *bundled.topics().values()]
        return model_for(read_questions(QUESTIONS), findable, self.settings.models_dir, self.say)

    @property
    def own_models(self) -> Path:
        """Where models lie that were trained from this folder's own data."""
        return self.settings.data_dir / "models"

    def use_model(self, model: Path) -> None:
        """Take a model of ``own_models`` into use, for snapshots to come and for what is published."""
        aside = self._choice.with_suffix(".new")
        aside.write_text(model.name)
        aside.replace(self._choice)

    def chosen_model(self) -> str:
        """The name of the model of ``own_models`` that is in use, empty where it is the default one."""
        own = self._own_model()
        return own.name if own else ""

    @property
    def _choice(self) -> Path:
        return self.settings.data_dir / "embedding"

    def _own_model(self) -> Path | None:
        """The model that retraining chose, unless it is gone."""
        if not self._choice.is_file():
            return None
        model = self.own_models / self._choice.read_text()
        return model if model.is_dir() else None

    def findable(self, state: Live) -> list[Findable]:
        """What search can find: procedures, guides and life events."""
        return [*self.store.procedures(state), *bundled.topics().values()]

    def questions(self, state: Live) -> dict[str, list[str]]:
        """By code, the ways of asking: ours, and those that editors added."""
        asked = read_questions(QUESTIONS)
        for entry in self.store.aliases():
            if getattr(entry, state):
                asked.setdefault(entry.code, []).append(entry.text)
        return asked

    def _snapshot_folder(self, state: Live) -> Path:
        from search.snapshot import build

        folder = self.settings.data_dir / "snapshots" / self._snapshot_key(state)
        if not folder.is_dir():
            self.say("Đang dựng chỉ mục tìm kiếm …")
            build(self.findable(state), self.questions(state), self.embedding_model(), folder)
            _keep_newest(folder.parent, SNAPSHOTS_KEPT)
        return folder

    def _snapshot_key(self, state: Live) -> str:
        """What a snapshot is made from: procedures, guides, what people say, and the code that builds it."""
        from search.snapshot import FORMAT

        spoken = [*NLU_DATA.glob("*.t*"), *QUESTIONS.iterdir(), *LEXICON.iterdir(), *bundled.topic_files()]
        code = (ROOT / "search").glob("*.py")
        parts = (
            FORMAT,
            self.chosen_model(),
            self.store.content_digest(state),
            _digest_of(sorted([*spoken, *code])),
        )
        made_from = " ".join(map(str, parts))
        return hashlib.sha256(made_from.encode()).hexdigest()[:16]


def _digest_of(paths: Iterable[Path]) -> str:
    content = hashlib.sha256()
    for path in paths:
        content.update(path.read_bytes())
    return content.hexdigest()


def _keep_newest(folder: Path, count: int) -> None:
    snapshots = sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for old in snapshots[:-count]:
        shutil.rmtree(old, ignore_errors=True)


def _require_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ConfigurationError(
            f"Không ghi được vào thư mục dữ liệu {folder}: {why(error)}. Đặt MOTCUA_DATA_DIR sang thư mục khác."
        ) from error
    free = shutil.disk_usage(folder).free
    if free < SPACE_NEEDED:
        raise ConfigurationError(
            f"Thư mục dữ liệu {folder} chỉ còn {free // 1024**2} MiB trống, cần {SPACE_NEEDED // 1024**2} MiB. "
            "Dọn bớt đĩa rồi chạy lại."
        )

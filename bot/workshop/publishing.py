"""Makes the staged state live, once its snapshot is there and finds every procedure by its own name."""

from __future__ import annotations

from dataclasses import dataclass

from bot.running.snapshots import Snapshots
from bot.settings import ConfigurationError
from knowledge.store.store import KnowledgeStore


@dataclass(frozen=True)
class Publishing:
    """What was made live: its version, the same as before where nothing differed."""

    version: int


def publish(store: KnowledgeStore, snapshots: Snapshots) -> Publishing:
    """Build and check the snapshot of what is staged, so that servers only have to load it, and make it live.

    Raises:
        ConfigurationError: the check failed; what was live stays live.
    """
    from search.snapshot import UnusableSnapshot

    try:
        snapshots.of("staged")
    except UnusableSnapshot as error:
        raise ConfigurationError(f"Chưa công bố, bản đang chạy giữ nguyên: {error}.") from error
    return Publishing(store.publish())

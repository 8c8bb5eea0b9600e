"""How the knowledge watch finds out what an installation has published, and loads it."""

from __future__ import annotations

from bot.running.installation import Installation
from bot.running.knowledge_watch import Entry, KnowledgeWatch, Live, Published


def watch_of(installation: Installation) -> KnowledgeWatch:
    """Give the watch over what is published in an installation; nothing is loaded yet."""

    def newest() -> Live:
        return Live(installation.store.published_version(), installation.chosen_model())

    def load(live: Live) -> Published:
        entries = sorted(map(Entry.of, installation.store.procedures()), key=lambda entry: entry.name)
        return Published(live, installation.searcher(), tuple(entries))

    return KnowledgeWatch(newest, load)

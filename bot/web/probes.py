"""Probes: how it is found out whether a part works."""

from __future__ import annotations

import asyncio

import httpx
import sqlalchemy as sa

from bot.conversations.database import Database
from bot.running.knowledge_watch import KnowledgeWatch
from bot.web.health import Probe

PATIENCE_S = 2.0


def database_answers(database: Database) -> Probe:
    """Give the probe whether the database answers a query."""

    def ask() -> bool:
        with database.reading() as connection:
            return connection.scalar(sa.select(1)) == 1

    return lambda: asyncio.to_thread(ask)


def search_finds(knowledge: KnowledgeWatch) -> Probe:
    """Give the probe whether a published procedure is found by its name."""

    def find() -> bool:
        published = knowledge.current
        return not published.entries or bool(published.searcher.search(published.entries[0].name, 1).results)

    return lambda: asyncio.to_thread(find)


def is_reached(http: httpx.AsyncClient, url: str) -> Probe:
    """Give the probe whether an address is answered, with whatever but a server's error."""

    async def reach() -> bool:
        return (await http.get(url, timeout=PATIENCE_S)).status_code < httpx.codes.INTERNAL_SERVER_ERROR

    return reach

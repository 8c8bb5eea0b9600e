"""Probes tell whether a part works."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI, Response

from bot.conversations.database import Database
from bot.running.knowledge_watch import Entry, KnowledgeWatch, Live, Published
from bot.web import probes
from knowledge.store.database import open_engine
from tests.bot import samples
from tests.bot.front import NameSearcher
from tests.bot.live import live
from tests.servers import held_port


def test_a_database_answers_until_it_is_gone(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    probe = probes.database_answers(Database(engine))
    assert asyncio.run(probe()) is True  # type: ignore[arg-type]
    engine.dispose()
    for path in tmp_path.glob("x.db*"):
        path.unlink()
    (tmp_path / "x.db").mkdir()
    with pytest.raises(sa.exc.OperationalError):
        asyncio.run(probe())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("named", "known", "works"),
    [(samples.BIRTH, samples.BIRTH, True), (samples.BIRTH, samples.WEDDING, False), (None, None, True)],
)
def test_search_works_where_it_finds_what_is_published(named: object, known: object, works: bool) -> None:
    def entries(procedure: object) -> tuple[Entry, ...]:
        return (Entry.of(procedure),) if procedure else ()  # type: ignore[arg-type]

    watch = KnowledgeWatch(lambda: Live(1), lambda live: Published(live, NameSearcher(entries(known)), entries(named)))

    async def load_and_probe() -> bool:
        await watch.load()
        return await probes.search_finds(watch)()

    assert asyncio.run(load_and_probe()) is works


@pytest.mark.parametrize(("status", "works"), [(200, True), (401, True), (404, True), (500, False), (503, False)])
def test_who_answers_is_reached_but_with_a_fault_of_its_own(status: int, works: bool) -> None:
    app = FastAPI(openapi_url=None)
    app.add_api_route("/", lambda: Response(status_code=status), methods=["GET"])
    with live(app) as url:
        assert reached(url) is works


def test_where_nobody_listens_nobody_is_reached() -> None:
    with held_port() as port, pytest.raises(httpx.ConnectError):
        reached(f"http://127.0.0.1:{port}")


def reached(url: str) -> bool:
    async def probe() -> bool:
        async with httpx.AsyncClient(trust_env=False) as http:
            return await probes.is_reached(http, url)()

    return asyncio.run(probe())

"""The app: all rooms put together behind one FastAPI application."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from rasa_sdk.executor import ActionExecutor
from starlette.responses import Response
from starlette.types import Scope

from actions.app import build_executor
from actions.dossiers.backend import DossierBackend
from actions.province import Province
from bot.channels.channel import Channel
from bot.channels.web import WebChannel
from bot.clock import Clock, world_clock
from bot.conversations.conversations import Conversations
from bot.conversations.database import Database
from bot.conversations.doorbell import Doorbell
from bot.conversations.inbox import Inbox
from bot.conversations.outbox import Outbox
from bot.conversations.rasa_client import RasaClient
from bot.conversations.worker import Worker
from bot.public.pages import Pages, pages
from bot.public.procedures import procedures_api
from bot.running.closing import told_of_the_end
from bot.running.installation import Installation
from bot.running.knowledge_watch import Entry, KnowledgeWatch, Live, Published
from bot.settings import ConfigurationError, Settings
from bot.web import problems
from bot.web.health import Probe, health
from bot.web.internal_actions import internal_actions
from bot.web.metrics import Metrics
from bot.web.texts import Texts
from knowledge import bundled

logger = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"
# SQLAlchemy's pool gives 15 connections; so many threads never wait for one.
THREADS = 14
Job = Callable[[], Coroutine[Any, Any, None]]


def create_app(
    settings: Settings,
    *,
    installation: Installation | None = None,
    watch: KnowledgeWatch | None = None,
    executor: ActionExecutor | None = None,
    clock: Clock = world_clock,
) -> FastAPI:
    """The app, ready to be served; what is not handed in is built from the settings.

    Args:
        settings: the settings.
        installation: the data folder with its database and its knowledge.
        watch: what is published, in memory.
        executor: the actions.
        clock: the time.

    Raises:
        ConfigurationError: the data folder, the database or the province's file cannot be used.
    """
    installation = installation or Installation(settings)
    texts, metrics, province = Texts.load(), Metrics(), _province(settings)
    database = Database(installation.engine)
    store = installation.store
    topics = bundled.topics()
    http = httpx.AsyncClient(trust_env=False)
    rasa = RasaClient(settings.rasa, http)
    knowledge = watch or KnowledgeWatch(lambda: _newest(installation), _loader(installation))
    actions = executor or build_executor(
        searcher=lambda: knowledge.current.searcher,
        store=store,
        backend=DossierBackend(settings.backend, settings.backend_token.get_secret_value(), http),
        province=province,
        clock=clock,
        public_url=settings.public,
        topics=topics,
    )
    carrying = Carrying.build(database, rasa, metrics, texts, clock, settings.messages_per_minute)

    async def refresh_metrics() -> None:
        metrics.waiting.set(await asyncio.to_thread(carrying.inbox.count_waiting))
        metrics.version.set(knowledge.current.live.version)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "motcua"))
        async with AsyncExitStack() as stack:
            stack.callback(installation.close)
            stack.push_async_callback(http.aclose)
            await knowledge.load()
            await stack.enter_async_context(_running([*carrying.jobs, knowledge.watch]))
            stack.callback(carrying.doorbell.close)
            with told_of_the_end(carrying.doorbell.close):
                yield

    app = FastAPI(title="Một Cửa", lifespan=lifespan, openapi_url=None, redirect_slashes=False)
    public = Pages(province, texts)
    problems.install(app, texts, public.problem)
    secret = settings.action_secret.get_secret_value() if settings.action_secret else None
    needed: dict[str, Probe] = {
        "database": lambda: asyncio.to_thread(_answers, database),
        "rasa": rasa.is_up,
        "search": lambda: asyncio.to_thread(_finds, knowledge),
    }
    useful: dict[str, Probe] = {"backend": lambda: _is_reached(http, settings.backend)}
    for router in (
        *(channel.router for channel in carrying.channels),
        internal_actions(actions, secret),
        procedures_api(lambda: knowledge.current, store, settings.public),
        pages(public, store, topics, texts, clock),
        health(needed, useful, metrics, refresh_metrics),
    ):
        app.include_router(router)
    app.mount("/static", Static(directory=STATIC), "static")
    return app


@dataclass(frozen=True)
class Carrying:
    """What carries messages from the channels to Rasa, and the answers back."""

    inbox: Inbox
    doorbell: Doorbell
    worker: Worker
    channels: Sequence[Channel]

    @classmethod
    def build(
        cls, database: Database, rasa: RasaClient, metrics: Metrics, texts: Texts, clock: Clock, per_minute: int
    ) -> Carrying:
        """Put it together."""
        inbox, outbox = Inbox(database, clock, per_minute), Outbox(database, clock)
        doorbell = Doorbell(outbox.last_seqs)
        worker = Worker(inbox, outbox, rasa, doorbell, metrics, texts.said, clock)
        web = WebChannel(Conversations(database, clock), inbox, outbox, doorbell, worker, metrics)
        return cls(inbox, doorbell, worker, [web])

    @property
    def jobs(self) -> list[Job]:
        """What runs as long as the app does."""
        return [self.worker.run, self.doorbell.watch]


class Static(StaticFiles):
    """Files that a browser asks for anew whether they changed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with its header."""
        response = await super().get_response(path, scope)
        response.headers.update({"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})
        return response


@asynccontextmanager
async def _running(jobs: Sequence[Job]) -> AsyncIterator[None]:
    """Runs the jobs beside the app; one that fails is begun again."""

    async def keep(job: Job) -> None:
        while True:
            try:
                await job()
            except Exception:
                logger.exception("a job of the app failed and is begun again")
            await asyncio.sleep(1)

    tasks = [asyncio.create_task(keep(job)) for job in jobs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _newest(installation: Installation) -> Live:
    return Live(installation.store.published_version(), installation.chosen_model())


def _loader(installation: Installation) -> Callable[[Live], Published]:
    def load(live: Live) -> Published:
        entries = sorted(map(Entry.of, installation.store.procedures()), key=lambda entry: entry.name)
        return Published(live, installation.searcher(), tuple(entries))

    return load


def _province(settings: Settings) -> Province:
    try:
        return Province.load(settings.province_file)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error


def _answers(database: Database) -> bool:
    with database.reading() as connection:
        return connection.scalar(sa.select(1)) == 1


def _finds(knowledge: KnowledgeWatch) -> bool:
    published = knowledge.current
    return not published.entries or bool(published.searcher.search(published.entries[0].name, 1).results)


async def _is_reached(http: httpx.AsyncClient, url: str) -> bool:
    return (await http.get(url, timeout=2.0)).status_code < 500

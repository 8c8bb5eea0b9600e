"""The app: all rooms put together behind one FastAPI application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import httpx
from fastapi import APIRouter, FastAPI
from rasa_sdk.executor import ActionExecutor

from actions.app import build_executor
from actions.dossiers.backend import DossierBackend
from actions.province import Province
from bot.channels.channel import Channel, DeliveringChannel
from bot.channels.saying import Saying
from bot.channels.web import WebChannel
from bot.clock import Clock, world_clock
from bot.conversations.answering import Answerer, Assistant
from bot.conversations.conversations import Conversations
from bot.conversations.database import Database
from bot.conversations.deliveries import Deliveries
from bot.conversations.doorbell import Doorbell
from bot.conversations.handling import Handling
from bot.conversations.inbox import Inbox, Waiting
from bot.conversations.leases import ANSWERING, SENDING, Leases
from bot.conversations.limits import PerConversation
from bot.conversations.outbox import Outbox
from bot.conversations.rasa_client import RasaClient
from bot.conversations.sending import Sending
from bot.conversations.worker import Worker
from bot.public.catalogue import catalogue
from bot.public.pages import Pages, pages
from bot.public.procedures import procedures_api
from bot.public.suggestions import suggestions
from bot.running.closing import told_of_the_end
from bot.running.installation import Installation
from bot.running.jobs import Job, running
from bot.running.knowledge_loading import watch_of
from bot.settings import ConfigurationError, Settings
from bot.web import probes, problems
from bot.web.head import answer_head
from bot.web.health import Probe, health
from bot.web.internal_actions import internal_actions
from bot.web.metrics import Metrics
from bot.web.static_files import OwnFiles
from bot.web.texts import Texts
from bot.widget.addresses import widget
from bot.widget.office import office_of
from bot.widget.origins import WidgetOrigins
from bot.widget.scripts import Scripts
from knowledge import bundled

# SQLAlchemy's pool gives 15 connections; so many threads never wait for one.
THREADS = 14


def create_app(
    settings: Settings,
    *,
    installation: Installation | None = None,
    executor: ActionExecutor | None = None,
    clock: Clock = world_clock,
) -> FastAPI:
    """Give the app, ready to be served; what is not handed in is built from the settings.

    Args:
        settings: the settings.
        installation: the data folder with its database and its knowledge.
        executor: the actions.
        clock: the time.

    Raises:
        ConfigurationError: the data folder, the database or the province's file cannot be used.
    """
    installation = installation or Installation(settings)
    parts = Parts(settings, installation, clock)
    carrying = Carrying(parts)
    app = FastAPI(title="Một Cửa", lifespan=_life(parts, carrying), openapi_url=None, redirect_slashes=False)
    public = Pages(parts.province, parts.texts)
    problems.install(app, parts.texts, public.problem)
    for router in (
        *(channel.router for channel in carrying.channels),
        _actions(parts, executor),
        procedures_api(lambda: parts.knowledge.current, installation.store, settings.public),
        pages(public, installation.store, parts.topics, clock),
        catalogue(public, lambda: parts.knowledge.current),
        suggestions(lambda: parts.knowledge.current),
        widget(Scripts(office_of(parts.province, parts.texts)), public, settings.widget_origins),
        _health(parts, carrying),
    ):
        answer_head(router)
        app.include_router(router)
    app.mount("/static", OwnFiles(), "static")
    app.add_middleware(WidgetOrigins, origins=settings.widget_origins)
    return app


class Parts:
    """What the app is put together from."""

    def __init__(self, settings: Settings, installation: Installation, clock: Clock) -> None:
        """Take what was handed in, and build the rest.

        Raises:
            ConfigurationError: the province's file cannot be used.
        """
        self.settings = settings
        self.installation = installation
        self.knowledge = watch_of(installation)
        self.clock = clock
        self.texts = Texts.load()
        self.metrics = Metrics()
        self.province = _province(settings)
        self.topics = bundled.topics()
        self.database = Database(installation.engine)
        self.http = httpx.AsyncClient(trust_env=False)
        self.rasa = RasaClient(settings.rasa, self.http)


class Carrying:
    """What carries messages from the channels to who answers, and the answers back."""

    def __init__(self, parts: Parts) -> None:
        database, clock, metrics = parts.database, parts.clock, parts.metrics
        self._assistant = Assistant(parts.rasa, parts.texts.said, metrics, clock)
        self.inbox = Inbox(database, clock, [PerConversation(parts.settings.messages_per_minute)])
        outbox = Outbox(database, clock)
        self.doorbell = Doorbell(outbox.last_seqs)
        handling = Handling(self.inbox, outbox, self._answerer_of, self._said, metrics)
        self._answering = Worker(Leases(database, clock, ANSWERING), handling, metrics)
        saying = Saying(self.inbox, self._arrived, metrics)
        web = WebChannel(Conversations(database, clock), saying, outbox, self.doorbell, parts.installation.store)
        self.channels: Sequence[Channel] = [web]
        delivering = [channel for channel in self.channels if isinstance(channel, DeliveringChannel)]
        sending = Sending(delivering, Deliveries(database, clock), metrics, clock)
        self._sending = Worker(Leases(database, clock, SENDING), sending, metrics) if delivering else None

    @property
    def jobs(self) -> list[Job]:
        """Give what runs as long as the app does."""
        workers = filter(None, [self._answering, self._sending])
        return [*(worker.run for worker in workers), self.doorbell.watch]

    def _answerer_of(self, _waiting: Waiting) -> Answerer:
        return self._assistant

    def _arrived(self, conversation_id: str) -> None:
        self._answering.wake()
        self.doorbell.ring(conversation_id)

    def _said(self, conversation_id: str) -> None:
        self.doorbell.ring(conversation_id)
        if self._sending is not None:
            self._sending.wake()


def _actions(parts: Parts, executor: ActionExecutor | None) -> APIRouter:
    token, secret = parts.settings.backend_token.get_secret_value(), parts.settings.action_secret
    actions = executor or build_executor(
        searcher=lambda: parts.knowledge.current.searcher,
        store=parts.installation.store,
        backend=DossierBackend(parts.settings.backend, token, parts.http),
        province=parts.province,
        clock=parts.clock,
        public_url=parts.settings.public,
        topics=parts.topics,
    )
    return internal_actions(actions, secret.get_secret_value() if secret else None)


def _health(parts: Parts, carrying: Carrying) -> APIRouter:
    async def refresh() -> None:
        parts.metrics.waiting.set(await asyncio.to_thread(carrying.inbox.count_waiting))
        parts.metrics.version.set(parts.knowledge.current.live.version)

    needed: dict[str, Probe] = {
        "database": probes.database_answers(parts.database),
        "rasa": parts.rasa.is_up,
        "search": probes.search_finds(parts.knowledge),
    }
    useful = {"backend": probes.is_reached(parts.http, parts.settings.backend)}
    return health(needed, useful, parts.metrics, refresh)


def _life(parts: Parts, carrying: Carrying) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Give what happens from the app's start to its end."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "motcua"))
        async with AsyncExitStack() as stack:
            stack.callback(parts.installation.close)
            stack.push_async_callback(parts.http.aclose)
            await parts.knowledge.load()
            await stack.enter_async_context(running([*carrying.jobs, parts.knowledge.watch]))
            stack.callback(carrying.doorbell.close)
            with told_of_the_end(carrying.doorbell.close):
                yield

    return life


def _province(settings: Settings) -> Province:
    try:
        return Province.load(settings.province_file)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error

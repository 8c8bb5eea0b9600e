"""The app: all rooms put together behind one FastAPI application."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import httpx
from fastapi import APIRouter, FastAPI
from rasa_sdk.executor import ActionExecutor

from actions.app import build_executor
from actions.dossiers.backend import DossierBackend
from actions.dossiers.sparing import SparingBackend
from actions.dossiers.working_days import WorkingDays
from actions.office_hours import OfficeHours
from actions.province import Province
from bot.channels import webhook
from bot.channels.channel import DeliveringChannel
from bot.channels.off import switched_off
from bot.channels.web import WebChannel
from bot.channels.zalo.account import account_of, missing
from bot.channels.zalo.channel import PATH
from bot.channels.zalo.zalo import Zalo
from bot.clock import Clock, world_clock
from bot.conversations.answering import Answerer, Assistant
from bot.conversations.core import Core
from bot.conversations.database import Database
from bot.conversations.doorbell import Doorbell
from bot.conversations.handling import Handling
from bot.conversations.inbox import Waiting
from bot.conversations.leases import ANSWERING, SENDING, Leases
from bot.conversations.limits import Limit, Overall, PerConversation
from bot.conversations.news import RedisNews
from bot.conversations.proofs import DatabaseGuard
from bot.conversations.rasa_client import RasaClient
from bot.conversations.reminders import Reminders
from bot.conversations.sending import Sending
from bot.conversations.unreadable import Unreadable
from bot.conversations.worker import Worker
from bot.public.catalogue import catalogue
from bot.public.office import office
from bot.public.pages import Pages, pages
from bot.public.procedures import procedures_api
from bot.public.suggestions import suggestions
from bot.running.closing import told_of_the_end
from bot.running.installation import Installation
from bot.running.jobs import Job, running
from bot.running.knowledge_loading import watch_of
from bot.running.sealing import sealing_of
from bot.settings import ConfigurationError, Settings, lacking
from bot.web import probes, problems
from bot.web.addresses import Addresses, PerAddress
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
# Those whose system hangs are few; the others must not wait for them.
SENT_AT_ONCE = 32


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
        *carrying.routers,
        _actions(parts, executor),
        procedures_api(lambda: parts.knowledge.current, installation.store, settings.public),
        pages(public, installation.store, parts.topics, clock),
        catalogue(public, lambda: parts.knowledge.current),
        suggestions(lambda: parts.knowledge.current),
        office(OfficeHours(parts.province.opening, WorkingDays(parts.province.calendar)), parts.texts, clock),
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
        self._unreadable = Unreadable(self._assistant, parts.texts.said)
        limits: list[Limit] = [Overall(), PerConversation(parts.settings.messages_per_minute)]
        core = self.core = Core(database, clock, metrics, limits, self._arrived)
        self.doorbell = Doorbell(core.outbox.last_seqs)
        handling = Handling(core.inbox, core.outbox, self._answerer_of, self._said, metrics)
        self.news = _news(parts, self._heard)
        self._answering = Worker(Leases(database, clock, ANSWERING), handling, metrics)
        self.zalo = _zalo(parts, core)
        store = parts.installation.store
        by_address = _per_address(parts.settings)
        web = WebChannel(core.conversations, core.saying, core.outbox, self.doorbell, store, by_address)
        plain = webhook.webhook_of(parts.settings, core, parts.http)
        delivering: list[DeliveringChannel] = [*([self.zalo.channel] if self.zalo else []), *([plain] if plain else [])]
        self.routers = [web.router, *(channel.router for channel in delivering)]
        if self.zalo is None:
            self.routers.append(switched_off(PATH, missing(parts.settings)))
        if plain is None:
            self.routers.append(switched_off(webhook.PATH, lacking(parts.settings, webhook.NEEDED)))
        sending = Sending(delivering, core.deliveries, metrics, clock)
        self._sending = Worker(Leases(database, clock, SENDING), sending, metrics, SENT_AT_ONCE) if delivering else None

    @property
    def jobs(self) -> list[Job]:
        """Give what runs as long as the app does."""
        workers = filter(None, [self._answering, self._sending])
        news = [self.news.run] if self.news else []
        return [*(worker.run for worker in workers), self.doorbell.watch, *news, *(self.zalo.jobs if self.zalo else [])]

    def _answerer_of(self, waiting: Waiting) -> Answerer:
        return self._assistant if waiting.kind is None else self._unreadable

    def _arrived(self, conversation_id: str) -> None:
        self._answering.wake()
        self.doorbell.ring(conversation_id)
        if self.news is not None:
            self.news.tell(conversation_id)

    def _said(self, conversation_id: str) -> None:
        self._heard(conversation_id)
        if self.news is not None:
            self.news.tell(conversation_id)

    def _heard(self, conversation_id: str) -> None:
        self.doorbell.ring(conversation_id)
        if self._sending is not None:
            self._sending.wake()


def _news(parts: Parts, heard: Callable[[str], None]) -> RedisNews | None:
    url, database = parts.settings.redis_url, parts.settings.database
    return RedisNews(url, database, heard, parts.metrics) if url else None


def _per_address(settings: Settings) -> PerAddress:
    return PerAddress(Addresses(settings.trusted_proxies), settings.messages_per_minute_by_address)


def _zalo(parts: Parts, core: Core) -> Zalo | None:
    account = account_of(parts.settings)
    if account is None:
        return None
    return Zalo(account, core, parts.http, sealing_of(parts.settings), parts.texts.said.more_follows)


def _actions(parts: Parts, executor: ActionExecutor | None) -> APIRouter:
    token, secret = parts.settings.backend_token.get_secret_value(), parts.settings.action_secret
    actions = executor or build_executor(
        searcher=lambda: parts.knowledge.current.searcher,
        store=parts.installation.store,
        backend=SparingBackend(DossierBackend(parts.settings.backend, token, parts.http), time.monotonic),
        province=parts.province,
        clock=parts.clock,
        public_url=parts.settings.public,
        topics=parts.topics,
        guard=DatabaseGuard(parts.database, sealing_of(parts.settings).digest),
        reminders=Reminders(parts.database),
        short_names=bundled.short_names(),
    )
    return internal_actions(actions, secret.get_secret_value() if secret else None)


def _health(parts: Parts, carrying: Carrying) -> APIRouter:
    async def refresh() -> None:
        parts.metrics.waiting.set(await asyncio.to_thread(carrying.core.inbox.count_waiting))
        if carrying.zalo is not None:
            status = await asyncio.to_thread(carrying.zalo.status)
            parts.metrics.unsent.labels("zalo").set(status.queued)
            parts.metrics.authorised.labels("zalo").set(status.is_authorised)
        parts.metrics.version.set(parts.knowledge.current.live.version)

    needed: dict[str, Probe] = {
        "database": probes.database_answers(parts.database),
        "rasa": parts.rasa.is_up,
        "search": probes.search_finds(parts.knowledge),
    }
    useful = {"backend": probes.is_reached(parts.http, parts.settings.backend)}
    if carrying.news is not None:
        useful["redis"] = carrying.news.is_connected
    if (zalo := carrying.zalo) is not None:
        useful["zalo"] = lambda: asyncio.to_thread(lambda: zalo.status().is_authorised)
    return health(needed, useful, parts.metrics, refresh)


def _life(parts: Parts, carrying: Carrying) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Give what happens from the app's start to its end."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(THREADS, "motcua"))
        async with AsyncExitStack() as stack:
            stack.callback(parts.installation.close)
            # A thread that still works has a connection, which could not be closed any more.
            stack.push_async_callback(loop.shutdown_default_executor)
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

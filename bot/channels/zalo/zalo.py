"""Zalo put together from its parts."""

from __future__ import annotations

import httpx

from bot.channels.zalo.account import Account
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.channel import NAME, Reading, ZaloChannel, ZaloWebhook
from bot.channels.zalo.delivering import Delivering
from bot.channels.zalo.pace import Pace
from bot.channels.zalo.people import People
from bot.channels.zalo.refreshing import Refreshing
from bot.channels.zalo.signature import Signature
from bot.channels.zalo.status import ZaloStatus, status_of
from bot.conversations.core import Core
from bot.conversations.taking_in import TakingIn
from bot.running.jobs import Job
from bot.running.sealing import Sealing


class Zalo:
    """The channel, and what runs beside it."""

    def __init__(
        self, account: Account, core: Core, http: httpx.AsyncClient, sealing: Sealing, more_follows: str
    ) -> None:
        """Take the account, what channels are built on, a client, what seals tokens, and the one sentence of ours."""
        clock = core.clock
        people = People(core.database, clock, account.allowance)
        self._core = core
        self._store = account.tokens(core.database, sealing, clock)
        self._tokens = Refreshing(self._store, account.oauth(http, clock), core.turns, clock)
        self._taking_in = TakingIn(NAME, Reading(core, people, account.oa_id).read, core)
        signature = Signature(account.application.app_id, account.oa_secret, account.oldest, clock)
        webhook = ZaloWebhook(signature, core.arrivals, self._taking_in.wake, core.metrics)
        pace = Pace(core.database, account.oa_id, account.per_second, clock)
        delivering = Delivering(people, self._tokens, pace, ZaloApi(account.api_url, http), more_follows)
        self.channel = ZaloChannel(webhook, delivering)

    @property
    def jobs(self) -> list[Job]:
        """Give what runs as long as the app does."""
        return [self._taking_in.run, self._tokens.keep_fresh]

    def status(self) -> ZaloStatus:
        """Give how it stands."""
        return status_of(self._store, self._core.deliveries, self._core.clock)

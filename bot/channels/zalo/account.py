"""The account at Zalo, as the settings describe it, and its tokens."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import httpx

from bot.channels.zalo.oauth import Application, OAuth
from bot.channels.zalo.people import Allowance
from bot.channels.zalo.token_store import TokenStore
from bot.clock import Clock
from bot.conversations.database import Database
from bot.running.sealing import Sealing
from bot.settings import Settings, lacking

NEEDED = ("zalo_app_id", "zalo_oa_id", "zalo_oa_secret", "zalo_app_secret")


@dataclass(frozen=True)
class Account:
    """An Official Account and the app that speaks for it.

    Attributes:
        oa_secret: signs the webhook's events; another one than the application's.
        oldest: how old an event may be that is believed; None: however old.
    """

    oa_id: str
    oa_secret: str
    application: Application
    api_url: str
    oldest: dt.timedelta | None
    allowance: Allowance
    per_second: float

    def oauth(self, http: httpx.AsyncClient, clock: Clock) -> OAuth:
        """Give what asks Zalo for tokens."""
        return OAuth(self.application, http, clock)

    def tokens(self, database: Database, sealing: Sealing, clock: Clock) -> TokenStore:
        """Give where the account's tokens are kept."""
        return TokenStore(database, sealing, self.oa_id, clock)


def missing(settings: Settings) -> list[str]:
    """Give the names of the settings without which the channel is off."""
    return lacking(settings, NEEDED)


def account_of(settings: Settings) -> Account | None:
    """Give the account; None: the channel is off."""
    app_id, oa_id = settings.zalo_app_id, settings.zalo_oa_id
    oa_secret, app_secret = settings.zalo_oa_secret, settings.zalo_app_secret
    if not (app_id and oa_id and oa_secret and app_secret):
        return None
    oldest = settings.zalo_oldest_event_s
    return Account(
        oa_id=oa_id,
        oa_secret=oa_secret.get_secret_value(),
        application=Application(app_id, app_secret.get_secret_value(), settings.zalo_oauth_url.rstrip("/")),
        api_url=settings.zalo_api_url.rstrip("/"),
        oldest=dt.timedelta(seconds=oldest) if oldest else None,
        allowance=Allowance(dt.timedelta(hours=settings.zalo_window_hours), settings.zalo_free_replies),
        per_second=settings.zalo_sends_per_second,
    )

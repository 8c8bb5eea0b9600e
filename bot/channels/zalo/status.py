"""How the Zalo channel stands, for its command, the doctor and the metrics; without a secret."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.channels.zalo.channel import NAME
from bot.channels.zalo.token_store import KeptPair, TokenStore
from bot.clock import Clock
from bot.conversations.deliveries import Deliveries, FailedDeliveries
from bot.running.sealing import CannotOpen

State = Literal["off", "no_tokens", "wrong_key", "authorise_again", "ok"]


@dataclass(frozen=True)
class ZaloStatus:
    """How it stands.

    Attributes:
        state: whether replies can go out, or what an admin must do.
        reason: why Zalo gives no new tokens, where it said so.
        access_age_s: for how many seconds there have been these tokens.
        queued: how many replies are still to be sent.
        failed: how many were given up, by reason.
        is_sealed_with_current_key: whether an older ``MOTCUA_SECRET_KEY`` is not needed any more.
    """

    state: State
    access_expires: dt.datetime | None = None
    refresh_expires: dt.datetime | None = None
    queued: int = 0
    failed: tuple[FailedDeliveries, ...] = ()
    reason: str | None = None
    access_age_s: int | None = None
    is_sealed_with_current_key: bool | None = None

    @property
    def is_authorised(self) -> bool:
        """Whether no admin is needed."""
        return self.state == "ok"


OFF = ZaloStatus("off")


def status_of(store: TokenStore, deliveries: Deliveries, clock: Clock) -> ZaloStatus:
    """Give how a channel stands that is on."""
    queued, failed = deliveries.count_waiting(NAME), tuple(deliveries.failed(NAME))
    try:
        kept = store.read()
    except CannotOpen:
        return ZaloStatus("wrong_key", queued=queued, failed=failed)
    if kept is None:
        return ZaloStatus("no_tokens", queued=queued, failed=failed)
    now = clock()
    return ZaloStatus(
        state=_state(kept, now),
        access_expires=kept.pair.access_expires,
        refresh_expires=kept.pair.refresh_expires,
        queued=queued,
        failed=failed,
        reason=kept.refused,
        access_age_s=round((now - kept.obtained_at).total_seconds()),
        is_sealed_with_current_key=kept.is_sealed_with_current_key,
    )


def _state(kept: KeptPair, now: dt.datetime) -> State:
    return "authorise_again" if kept.refused is not None or kept.pair.refresh_expires <= now else "ok"

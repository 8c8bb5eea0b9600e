"""The account's pair of tokens, as it is kept: encrypted, with what became of the last try to renew it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.channels.zalo.tables import token
from bot.clock import Clock
from bot.conversations.database import Database
from bot.running.sealing import Sealing

ACCESS_LASTS = dt.timedelta(seconds=90_000)
REFRESH_LASTS = dt.timedelta(days=90)
LONGEST_REASON = 200


@dataclass(frozen=True)
class Pair:
    """An access token, and the refresh token that gives the next pair, once; and until when they are good."""

    access: str
    refresh: str
    access_expires: dt.datetime
    refresh_expires: dt.datetime

    def __repr__(self) -> str:
        return f"Pair(access_expires={self.access_expires}, refresh_expires={self.refresh_expires})"


@dataclass(frozen=True)
class KeptPair:
    """A pair as it is kept.

    Attributes:
        generation: its number among the account's pairs.
        refused: why Zalo gave no new pair for it; None: it was not asked, or gave no answer.
        retry_at: before then no new one is asked for.
    """

    pair: Pair
    generation: int
    obtained_at: dt.datetime
    refused: str | None
    retry_at: dt.datetime | None
    is_sealed_with_current_key: bool


class TokenStore:
    """Keeps the pair of one account."""

    def __init__(self, database: Database, sealing: Sealing, oa_id: str, clock: Clock) -> None:
        self._database = database
        self._sealing = sealing
        self._oa_id = oa_id
        self._clock = clock

    def read(self) -> KeptPair | None:
        """Give the pair; None: there is none.

        Raises:
            bot.running.sealing.CannotOpen: it was sealed with another key.
        """
        with self._database.reading() as connection:
            row = connection.execute(sa.select(token).where(token.c.oa == self._oa_id)).first()
        if row is None:
            return None
        both = json.loads(self._sealing.open(row.sealed))
        pair = Pair(both["access"], both["refresh"], row.access_expires, row.refresh_expires)
        is_current = self._sealing.is_current(row.sealed)
        return KeptPair(pair, row.generation, row.obtained_at, row.refused, row.retry_at, is_current)

    def put(self, pair: Pair) -> None:
        """Keep a pair that an admin brings; whatever was kept or refused before is over."""
        with self._database.writing() as connection:
            here = token.c.oa == self._oa_id
            last = connection.scalar(sa.select(token.c.generation).where(here).with_for_update())
            if last is None:
                connection.execute(token.insert().values(oa=self._oa_id, generation=1, **self._values(pair)))
            else:
                connection.execute(token.update().where(here).values(generation=last + 1, **self._values(pair)))

    def renewed(self, generation: int, pair: Pair) -> bool:
        """Keep the pair that came for that of a generation; False where another one has been kept meanwhile."""
        values = {"generation": generation + 1, **self._values(pair)}
        return self._change(generation, values)

    def refused(self, generation: int, reason: str, retry_at: dt.datetime) -> None:
        """Note that Zalo gives no new pair: an admin must authorise again. The pair stays."""
        self._change(generation, {"refused": reason[:LONGEST_REASON], "retry_at": retry_at})

    def put_off(self, generation: int, retry_at: dt.datetime) -> None:
        """Note that nobody knows what became of a try, and when the next one may be."""
        self._change(generation, {"retry_at": retry_at})

    def _change(self, generation: int, values: dict[str, Any]) -> bool:
        mine = (token.c.oa == self._oa_id, token.c.generation == generation)
        with self._database.writing() as connection:
            return connection.execute(token.update().where(*mine).values(values)).rowcount == 1

    def _values(self, pair: Pair) -> dict[str, Any]:
        return {
            "sealed": self._sealing.seal(json.dumps({"access": pair.access, "refresh": pair.refresh})),
            "obtained_at": self._clock(),
            "access_expires": pair.access_expires,
            "refresh_expires": pair.refresh_expires,
            "refused": None,
            "retry_at": None,
        }

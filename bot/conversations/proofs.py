"""Look-ups of dossiers and wrong second proofs, counted in the database: over restarts, and over all replicas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from actions.dossiers.local_time import VIETNAM
from actions.dossiers.proof import CODES_A_DAY, opens_again
from bot.conversations.database import Database
from bot.conversations.tables import dossier_look, wrong_proof

_KEPT = dt.timedelta(days=2)


class DatabaseGuard:
    """A ``actions.dossiers.proof.ProofGuard``; what is older than two days is deleted as new things come."""

    def __init__(self, database: Database, digest: Callable[[str], str]) -> None:
        """Take the database, and a keyed hash: codes can be guessed, so that a plain one would tell them."""
        self._database = database
        self._digest = digest

    def may_look_up(self, conversation: str, code: str, now: dt.datetime) -> bool:
        """Count a look-up; whether this conversation may look at this many different codes today."""
        day, digest = now.astimezone(VIETNAM).date(), self._digest(code)
        mine = sa.and_(dossier_look.c.day == day, dossier_look.c.conversation == conversation)
        with self._database.writing() as connection:
            seen = set(connection.execute(sa.select(dossier_look.c.dossier).where(mine)).scalars())
            if digest in seen:
                return True
            if len(seen) >= CODES_A_DAY:
                return False
            connection.execute(dossier_look.insert().values(day=day, conversation=conversation, dossier=digest))
            connection.execute(dossier_look.delete().where(dossier_look.c.day < day - _KEPT))
        return True

    def proof_opens(self, code: str, now: dt.datetime) -> dt.datetime | None:
        """Say when the second proof for this dossier opens again; ``None`` where it is open."""
        midnight = now.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
        today = sa.and_(wrong_proof.c.dossier == self._digest(code), wrong_proof.c.at >= midnight)
        counted = sa.select(sa.func.count(), sa.func.max(wrong_proof.c.at)).where(today)
        with self._database.reading() as connection:
            count, last = connection.execute(counted).one()
        return opens_again(count, last, now) if last else None

    def wrong_proof(self, conversation: str, code: str, now: dt.datetime) -> None:
        """Record a wrong second proof."""
        with self._database.writing() as connection:
            connection.execute(
                wrong_proof.insert().values(dossier=self._digest(code), conversation=conversation, at=now)
            )
            connection.execute(wrong_proof.delete().where(wrong_proof.c.at < now - _KEPT))

"""Who may look at a dossier: the counters of wrong proofs and of look-ups.

The five tries of one conversation are in its own state (``actions.state.Proof``). What is counted over all
conversations is behind ``ProofGuard``, so that a database can stand in for the memory of one process.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import Protocol

from actions.state import Proof

TRIES = 5
LOCK = dt.timedelta(minutes=15)
# From so many wrong proofs of a dossier in a day on, over all conversations, the next one waits: a minute, then twice
# as long each time, at most an hour. A stranger slows its owner down, and never locks them out.
FREE_WRONG = 10
LONGEST_WAIT = dt.timedelta(hours=1)
CODES_A_DAY = 15
PROOF_WORDS = 8
_FOUR_DIGITS = re.compile(r"(?<!\d)(\d{4})(?!\d)")


class ProofGuard(Protocol):
    """Counts over all conversations, a day at a time."""

    def may_look_up(self, conversation: str, code: str, now: dt.datetime) -> bool:
        """Count a look-up; whether this conversation may look at this many different codes today."""

    def proof_opens(self, code: str, now: dt.datetime) -> dt.datetime | None:
        """Say when the second proof for this dossier opens again; ``None`` where it is open."""

    def wrong_proof(self, conversation: str, code: str, now: dt.datetime) -> None:
        """Record a wrong second proof."""


class MemoryGuard:
    """A ``ProofGuard`` in the memory of one process; it starts anew each day."""

    def __init__(self) -> None:
        self._day: dt.date | None = None
        self._codes: defaultdict[str, set[str]] = defaultdict(set)
        self._wrong: defaultdict[str, list[dt.datetime]] = defaultdict(list)

    def may_look_up(self, conversation: str, code: str, now: dt.datetime) -> bool:
        """See ``ProofGuard``."""
        self._turn_page(now)
        seen = self._codes[conversation]
        if code not in seen and len(seen) >= CODES_A_DAY:
            return False
        seen.add(code)
        return True

    def proof_opens(self, code: str, now: dt.datetime) -> dt.datetime | None:
        """See ``ProofGuard``."""
        self._turn_page(now)
        wrong = self._wrong[code]
        return opens_again(len(wrong), wrong[-1], now) if wrong else None

    def wrong_proof(self, conversation: str, code: str, now: dt.datetime) -> None:  # noqa: ARG002
        """See ``ProofGuard``."""
        self._turn_page(now)
        self._wrong[code].append(now)

    def _turn_page(self, now: dt.datetime) -> None:
        if self._day != now.date():
            self._day = now.date()
            self._codes.clear()
            self._wrong.clear()


def opens_again(wrong: int, last: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    """Say when a proof opens after so many wrong ones today, the last at ``last``; ``None`` where it is open."""
    if wrong < FREE_WRONG:
        return None
    until = last + min(dt.timedelta(minutes=2 ** min(wrong - FREE_WRONG, 6)), LONGEST_WAIT)
    return until if until > now else None


def phone_digits(text: str) -> str | None:
    """Give the four digits given as the second proof: in a short text, or the end of a whole phone number."""
    number = re.sub(r"[\s.\-]", "", text)
    if re.fullmatch(r"(?:\+84|0)\d{8,10}", number):
        return number[-4:]
    found = _FOUR_DIGITS.findall(text)
    return str(found[0]) if len(found) == 1 and len(text.split()) <= PROOF_WORDS else None


def locked_until(proof: Proof, code: str, now: dt.datetime) -> dt.datetime | None:
    """Say until when this conversation's look-up of the dossier is locked; ``None`` when it is not."""
    until = proof.locked_until.get(code)
    return until if until is not None and until > now else None


def count_wrong(proof: Proof, code: str, now: dt.datetime) -> int:
    """Count a wrong try in the conversation's state and lock at the last; give the tries left."""
    tries = proof.wrong.get(code, 0) + 1
    if tries < TRIES:
        proof.wrong[code] = tries
        return TRIES - tries
    proof.wrong.pop(code, None)
    proof.locked_until[code] = now + LOCK
    proof.awaiting = None
    return 0

"""Where a dossier stands, decided for the template: which sentence is said, and of what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from actions.dossiers.dossier import Dossier, DossierState
from actions.dossiers.working_days import WorkingDays

Kind = Literal["late", "finished_late", "in_state"]
Missing = Literal["reason_and_new_date", "reason", "new_date"]
Private = Literal["by_phone", "at_counter"]
PROMISED_IN = frozenset({DossierState.REGISTERED, DossierState.RECEIVED, DossierState.IN_PROGRESS})


@dataclass(frozen=True)
class Promise:
    """The promised moment of a dossier that is not late.

    Attributes:
        at: the moment.
        today: whether it is today.
        days_left: working days until then, where they can be counted and there is one.
        then: what the citizen has to finish before it is certain ("bổ sung"), else ``None``.
    """

    at: dt.datetime
    today: bool
    days_left: int | None
    then: str | None


@dataclass(frozen=True)
class Delay:
    """What is said of a dossier that is late.

    Attributes:
        promised: the moment that is past.
        today: whether it was today.
        reason: what the unit states.
        new_date: the new promised moment.
        new_date_past: whether that is past as well.
        days_left: working days until the new date, where they can be counted and there is one.
        missing: what the unit has not stated.
    """

    promised: dt.datetime
    today: bool
    reason: str | None
    new_date: dt.datetime | None
    new_date_past: bool
    days_left: int | None
    missing: Missing | None


@dataclass(frozen=True)
class Standing:
    """What is said of a dossier to whoever knows its code.

    Attributes:
        kind: which sentence comes first.
        dossier: whose code, procedure, dates and unit are named.
        state: what its state is called.
        delay: with ``late``, what is said of it.
        promise: the promised moment, where it still counts.
        handed_over: when the result was handed over, in the state that says so.
        private: how the private part is seen, where the state has something to tell there.
        ask_private: what the private part can tell.
    """

    kind: Kind
    dossier: Dossier
    state: str
    delay: Delay | None
    promise: Promise | None
    handed_over: dt.datetime | None
    private: Private | None
    ask_private: str | None


def standing_of(dossier: Dossier, now: dt.datetime, days: WorkingDays, words: dict[str, Any]) -> Standing:
    """Decide what is said at ``now``; ``words`` are those of the states, by their codes (``dossier_states.toml``)."""
    said = words[str(int(dossier.state))]
    late, finished_late = dossier.is_late(now), dossier.finished_late()
    left = dossier.days_left(now, days) or None
    asks = said.get("ask_private")
    handed_over = dossier.handed_over if dossier.state is DossierState.HANDED_OVER else None
    return Standing(
        kind="late" if late else "finished_late" if finished_late else "in_state",
        dossier=dossier,
        state=said["says"],
        delay=_delay(dossier, now, left) if late else None,
        promise=_promise(dossier, now, left, said.get("then")) if not late else None,
        handed_over=handed_over,
        private=("by_phone" if dossier.has_phone else "at_counter") if asks else None,
        ask_private=asks,
    )


def _delay(dossier: Dossier, now: dt.datetime, days_left: int | None) -> Delay | None:
    if dossier.promised is None:
        return None
    past = dossier.new_date is not None and dossier.new_date < now
    return Delay(
        promised=dossier.promised,
        today=dossier.promised.date() == now.date(),
        reason=dossier.late_reason,
        new_date=dossier.new_date,
        new_date_past=past,
        days_left=None if past else days_left,
        missing=_missing(dossier),
    )


def _missing(dossier: Dossier) -> Missing | None:
    if dossier.late_reason is None:
        return "reason_and_new_date" if dossier.new_date is None else "reason"
    return "new_date" if dossier.new_date is None else None


def _promise(dossier: Dossier, now: dt.datetime, days_left: int | None, then: str | None) -> Promise | None:
    """The promise that still counts: while the offices have the dossier, or until the citizen has done their part."""
    at = dossier.promised
    if at is None or not (then or dossier.state in PROMISED_IN):
        return None
    return Promise(at, at.date() == now.date(), days_left, then)

"""The dossier (hồ sơ) as provincial systems exchange it, and what its state means for the citizen."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from actions.dossiers.local_time import parse_moment
from actions.dossiers.working_days import WorkingDays

NextActor = Literal["citizen", "office"]


class DossierState(IntEnum):
    """The ten state codes (TrangThaiHoSo)."""

    REGISTERED = 1
    RECEIVED = 2
    NOT_ACCEPTED = 3
    IN_PROGRESS = 4
    PAPERS_AWAITED = 5
    PAYMENT_AWAITED = 6
    WITHDRAWN = 7
    STOPPED = 8
    FINISHED = 9
    HANDED_OVER = 10


CAN_BE_LATE = frozenset({DossierState.RECEIVED, DossierState.IN_PROGRESS})
CITIZENS_TURN = frozenset({DossierState.PAPERS_AWAITED, DossierState.PAYMENT_AWAITED, DossierState.FINISHED})
OFFICES_TURN = frozenset({DossierState.REGISTERED, DossierState.RECEIVED, DossierState.IN_PROGRESS})


def _instant(value: object) -> object:
    if value is None or value == "":
        return None
    return parse_moment(str(value))


def _text(value: object) -> object:
    return str(value).strip() or None if isinstance(value, str | int) else value


Instant = Annotated[dt.datetime | None, BeforeValidator(_instant)]
Text = Annotated[str | None, BeforeValidator(_text)]


class HandlingStep(BaseModel):
    """One step of the handling (QuaTrinhXuLy). It names persons: only after the second proof."""

    model_config = ConfigDict(extra="ignore")

    handler: Text = Field(None, alias="NguoiXuLy")
    position: Text = Field(None, alias="ChucDanh")
    at: Instant = Field(None, alias="ThoiDiemXuLy")
    unit: Text = Field(None, alias="DonViXuLy")
    content: Text = Field(None, alias="NoiDungXuLy")


class Dossier(BaseModel):
    """A dossier under the field names of the exchange; unknown fields are left aside."""

    model_config = ConfigDict(extra="ignore")

    code: str = Field(alias="MaHoSo")
    state: DossierState = Field(alias="TrangThaiHoSo")
    procedure_code: Text = Field(None, alias="MaTTHC")
    procedure_name: Text = Field(None, alias="TenTTHC")
    phone: Text = Field(None, alias="SoDienThoai")
    received: Instant = Field(None, alias="NgayTiepNhan")
    promised: Instant = Field(None, alias="NgayHenTra")
    new_date: Instant = Field(None, alias="NgayHenLai")
    late_reason: Text = Field(None, alias="LyDoTreHan")
    finished: Instant = Field(None, alias="NgayKetThucXuLy")
    handed_over: Instant = Field(None, alias="NgayTra")
    unit: Text = Field(None, alias="DonViXuLy")
    handler: Text = Field(None, alias="NguoiXuLy")
    note: Text = Field(None, alias="GhiChu")
    handling: list[HandlingStep] = Field([], alias="QuaTrinhXuLy")

    def is_late(self, now: dt.datetime) -> bool:
        """Say whether the promised hour is past while the offices still have it."""
        return self.state in CAN_BE_LATE and self.promised is not None and self.promised < now

    def finished_late(self) -> bool:
        """Say whether it is ready, and became so after the promised hour."""
        done, promised = self.finished, self.promised
        return self.state is DossierState.FINISHED and done is not None and promised is not None and promised < done

    @property
    def next_actor(self) -> NextActor | None:
        """Say whose turn it is; ``None`` where nothing more is to come."""
        if self.state in CITIZENS_TURN:
            return "citizen"
        return "office" if self.state in OFFICES_TURN else None

    def due(self, now: dt.datetime) -> dt.datetime | None:
        """Give the date that counts at ``now``: the new one where it is late and has one, else the promised one."""
        return self.new_date if self.is_late(now) and self.new_date else self.promised

    def days_left(self, now: dt.datetime, days: WorkingDays) -> int | None:
        """Count the working days until it is due while the offices have it; ``None`` where it is past or unknown."""
        due = self.due(now)
        if self.state not in CAN_BE_LATE or due is None or due < now:
            return None
        return days.left(now.date(), due.date())

    def public(self, now: dt.datetime, days: WorkingDays) -> dict[str, Any]:
        """Give what whoever knows the code may learn, as docs/interfaces.md has it in a message."""
        return {
            "code": self.code,
            "state": int(self.state),
            "received": _iso(self.date_of_receipt),
            "promised": _iso(self.promised),
            "new_date": _iso(self.new_date),
            "late": self.is_late(now),
            "days_left": self.days_left(now, days),
            "next_actor": self.next_actor,
        }

    @property
    def date_of_receipt(self) -> dt.datetime | None:
        """Give when it was taken in; what is only registered has not been."""
        return None if self.state is DossierState.REGISTERED else self.received

    def phone_ends_with(self, digits: str) -> bool:
        """Say whether ``digits`` are the last ones of the phone number on the dossier."""
        number = "".join(ch for ch in self.phone or "" if ch.isdigit())
        return len(number) >= 9 and number.endswith(digits)

    @property
    def has_phone(self) -> bool:
        """Say whether the dossier holds a phone number that can serve as the second proof."""
        return sum(ch.isdigit() for ch in self.phone or "") >= 9


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None

"""What the province sets: the centre's name, hotline, hours, addresses, emergency numbers, working days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import tomllib
from pydantic import BaseModel, ConfigDict, ValidationError

BUNDLED = Path(__file__).parent / "dak-lak.toml"


class EmergencyNumber(BaseModel):
    """A number to call, and whom it reaches."""

    number: str
    reaches: str


class FormerDistrict(BaseModel):
    """A district that there is no more: its whole name, and what people call it."""

    model_config = ConfigDict(extra="forbid")

    name: str
    said: str
    also: list[str] = []


class WorkingCalendar(BaseModel):
    """The province's own part of the calendar.

    Attributes:
        years: years whose table of holidays and swapped days has been published; no days are counted in others.
        days_off: further days off, beside the country's holidays.
        days_worked: weekend days on which the offices work.
    """

    model_config = ConfigDict(extra="forbid")

    years: list[int] = []
    days_off: list[dt.date] = []
    days_worked: list[dt.date] = []


class Opening(BaseModel):
    """Hours on working days at which somebody is there; ``days`` are 1 (Monday) to 7, none means all."""

    model_config = ConfigDict(extra="forbid")

    days: list[int] = []
    opens: dt.time
    closes: dt.time


class Province(BaseModel):
    """The province's file. What is not set is ``None`` and drops its clause from what is said."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str
    centre: str | None = None
    hotline: str | None = None
    hours: str | None = None
    opening: list[Opening] = []
    complaints: str | None = None
    emergency: list[EmergencyNumber] = []
    despair: str | None = None
    calendar: WorkingCalendar = WorkingCalendar()
    former_districts: list[FormerDistrict] = []

    @classmethod
    def load(cls, path: Path | None = None) -> Province:
        """Read a province's file (TOML); without a path the bundled one for Đắk Lắk.

        Raises:
            ValueError: the file cannot be read or holds a wrong field; the message names both.
        """
        path = path or BUNDLED
        try:
            return cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ValueError(f"Không đọc được tệp của tỉnh {path}: {error}") from error
        except ValidationError as error:
            wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            raise ValueError(f"Tệp của tỉnh {path} có mục chưa đúng: {wrong}") from error

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from actions.dossiers.dossier import Dossier, DossierState
from actions.dossiers.working_days import WorkingDays
from actions.province import WorkingCalendar
from tests.actions.world import NOON

DAYS = WorkingDays(WorkingCalendar(years=[2026]))
CODE = "000.00.18.H15-230601-0001"


def dossier(state: int | str, **fields: Any) -> Dossier:
    return Dossier.model_validate({"MaHoSo": CODE, "TrangThaiHoSo": state, **fields})


@pytest.mark.parametrize("state", range(1, 11))
def test_only_two_and_four_are_ever_late(state: int) -> None:
    assert dossier(state, NgayHenTra="20261120163000").is_late(NOON) is (state in (2, 4))
    assert dossier(state, NgayHenTra="20261127163000").is_late(NOON) is False
    assert dossier(state).is_late(NOON) is False


def test_the_promised_hour_counts() -> None:
    at_noon = dossier(4, NgayHenTra="20261125120000")
    assert not at_noon.is_late(NOON)
    assert at_noon.is_late(NOON + dt.timedelta(seconds=1))


def test_a_promised_day_without_an_hour_lasts_until_its_end() -> None:
    today = dossier(4, NgayHenTra="2026-11-25")
    assert not today.is_late(NOON)
    assert today.is_late(NOON + dt.timedelta(days=1))


def test_finished_late_is_only_what_is_finished_after_its_hour() -> None:
    promised = "20261120163000"
    assert dossier(9, NgayHenTra=promised, NgayKetThucXuLy="20261120163001").finished_late()
    assert not dossier(9, NgayHenTra=promised, NgayKetThucXuLy="20261120163000").finished_late()
    assert not dossier(9, NgayHenTra=promised).finished_late()
    assert not dossier(10, NgayHenTra=promised, NgayKetThucXuLy="20261121163001").finished_late()


def test_whose_turn_it_is() -> None:
    turns = {state: dossier(state).next_actor for state in range(1, 11)}
    assert {s for s, who in turns.items() if who == "office"} == {1, 2, 4}
    assert {s for s, who in turns.items() if who == "citizen"} == {5, 6, 9}


def test_days_left_until_the_date_that_counts() -> None:
    assert dossier(4, NgayHenTra="20261127163000").days_left(NOON, DAYS) == 2
    assert dossier(4, NgayHenTra="20261120163000").days_left(NOON, DAYS) is None
    assert dossier(4, NgayHenTra="20261120163000", NgayHenLai="20261130163000").days_left(NOON, DAYS) == 3
    assert dossier(5, NgayHenTra="20261127163000").days_left(NOON, DAYS) is None


def test_what_whoever_knows_the_code_may_learn() -> None:
    full = dossier(
        4,
        NgayTiepNhan="2026-11-20",
        NgayHenTra="20261127163000",
        ChuHoSo="Nguyễn A",
        SoDienThoai="0905123456",
        GhiChu="x",
    )
    assert full.public(NOON, DAYS) == {
        "code": CODE,
        "state": 4,
        "received": "2026-11-20T23:59:59+07:00",
        "promised": "2026-11-27T16:30:00+07:00",
        "new_date": None,
        "late": False,
        "days_left": 2,
        "next_actor": "office",
    }


@pytest.mark.parametrize(
    ("phone", "fits"), [("0905 123 456", True), ("+84905123456", True), ("3456", False), (None, False), ("", False)]
)
def test_the_phone_as_second_proof(phone: str | None, fits: bool) -> None:
    one = dossier(4, SoDienThoai=phone)
    assert one.phone_ends_with("3456") is fits
    assert one.has_phone is fits
    assert not one.phone_ends_with("3457")


def test_what_backends_send_in_other_types_is_read() -> None:
    one = dossier(
        "4", SoDienThoai=905123456, NgayHenTra="", GhiChu=None, QuaTrinhXuLy=[{"NguoiXuLy": "A", "Khac": 1}], La="x"
    )
    assert one.state is DossierState.IN_PROGRESS
    assert one.promised is None and one.phone == "905123456" and one.handling[0].handler == "A"


@pytest.mark.parametrize("broken", [{"TrangThaiHoSo": 11}, {"NgayHenTra": "hôm qua"}, {"MaHoSo": None}])
def test_what_is_no_dossier_is_an_error(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Dossier.model_validate({"MaHoSo": CODE, "TrangThaiHoSo": 4, **broken})

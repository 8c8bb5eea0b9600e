from __future__ import annotations

from typing import Any

import pytest

from actions.dossiers.dossier import Dossier, DossierState
from actions.dossiers.standing import Standing, standing_of
from actions.dossiers.working_days import WorkingDays
from actions.province import Province
from actions.wording.words import read_words
from tests.actions.world import NOON

PAST, AHEAD = "20261120163000", "20261127163000"


def standing(state: int, **fields: Any) -> Standing:
    dossier = Dossier.model_validate({"MaHoSo": "H15.18-230601-0001", "TrangThaiHoSo": state, **fields})
    return standing_of(dossier, NOON, WorkingDays(Province.load().calendar), read_words("dossier_states"))


def test_every_state_has_its_words() -> None:
    assert read_words("dossier_states").keys() == {str(int(state)) for state in DossierState}


@pytest.mark.parametrize(
    ("state", "fields", "kind"),
    [
        (4, {"NgayHenTra": PAST}, "late"),
        (4, {"NgayHenTra": AHEAD}, "in_state"),
        (4, {}, "in_state"),
        (5, {"NgayHenTra": PAST}, "in_state"),
        (9, {"NgayHenTra": PAST, "NgayKetThucXuLy": "20261123090000"}, "finished_late"),
        (9, {"NgayHenTra": PAST, "NgayKetThucXuLy": "20261119090000"}, "in_state"),
    ],
)
def test_late_is_decided_by_state_and_promise(state: int, fields: dict[str, Any], kind: str) -> None:
    said = standing(state, **fields)
    assert said.kind == kind
    assert (said.delay is not None) is (kind == "late")


@pytest.mark.parametrize(
    ("fields", "missing", "past", "left"),
    [
        ({}, "reason_and_new_date", False, None),
        ({"LyDoTreHan": "x"}, "new_date", False, None),
        ({"NgayHenLai": AHEAD}, "reason", False, 2),
        ({"NgayHenLai": "20261123163000", "LyDoTreHan": "x"}, None, True, None),
    ],
)
def test_of_a_delay_it_is_said_what_the_unit_has_not_stated(
    fields: dict[str, Any], missing: str | None, past: bool, left: int | None
) -> None:
    delay = standing(4, NgayHenTra=PAST, **fields).delay
    assert delay is not None
    assert (delay.missing, delay.new_date_past, delay.days_left) == (missing, past, left)


@pytest.mark.parametrize(
    ("state", "then"), [(1, None), (2, None), (4, None), (5, "bổ sung"), (6, "nộp"), (3, ""), (7, ""), (9, "")]
)
def test_a_promise_counts_while_somebody_has_the_dossier(state: int, then: str | None) -> None:
    promise = standing(state, NgayHenTra=AHEAD).promise
    assert promise is None if then == "" else promise is not None and promise.then == then


@pytest.mark.parametrize(
    ("state", "phone", "private"),
    [(3, "0905123456", "by_phone"), (5, None, "at_counter"), (6, "0905123456", "by_phone"), (4, "0905123456", None)],
)
def test_the_private_part_is_named_where_the_state_has_something_to_tell(
    state: int, phone: str | None, private: str | None
) -> None:
    assert standing(state, SoDienThoai=phone).private == private

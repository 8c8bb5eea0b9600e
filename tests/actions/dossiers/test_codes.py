from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.dossiers.codes import DossierCode, find_dossier_code, find_procedure_code

NATION = "000.00.18.H15-230601-0001"
PROVINCE = "H15.18-230601-0001"


@pytest.mark.parametrize(
    "typed",
    [
        NATION,
        "000.00.18.h15-230601-0001",
        "mã hồ sơ 000 00 18 H15 230601 0001 tới đâu rồi",
        "0000018H15-230601-0001",
        "0000018H152306010001",
        "OOO.OO.18.H15-23O6O1-OOO1",
        "ho so 000.00.18.H15 - 230601 - 0001.",
        "(000.00.18.H15–230601–0001)",
        "０００.00.18.H15-230601-0001",
    ],
)
def test_a_code_with_the_national_agency_id_is_normalised(typed: str) -> None:
    assert find_dossier_code(typed) == DossierCode(NATION, "province")


@pytest.mark.parametrize(
    "typed",
    [
        PROVINCE,
        "h15.18-230601-0001",
        "H15 18 230601 0001",
        "h1518-230601-0001",
        "H15182306010001",
        "hs H15.18-23o601-ooo1",
    ],
)
def test_a_code_that_begins_with_the_province_is_normalised(typed: str) -> None:
    assert find_dossier_code(typed) == DossierCode(PROVINCE, "province")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("H45.25-261102-0019", "H45.25-261102-0019"),
        ("000.00.25.H45-261102-0018", "000.00.25.H45-261102-0018"),
        ("H15-230601-0001", "H15-230601-0001"),
        ("H15.18.5-230601-00012", "H15.18.5-230601-00012"),
    ],
)
def test_any_province_and_any_depth_is_accepted(typed: str, code: str) -> None:
    assert find_dossier_code(typed) == DossierCode(code, "province")


def test_codes_of_ministries_have_their_owner() -> None:
    assert find_dossier_code("G01.899.108.000-230601-0001") == DossierCode("G01.899.108.000-230601-0001", "police")
    assert find_dossier_code("g12 01 230601 00012") == DossierCode("G12.01-230601-00012", "ministry")


@pytest.mark.parametrize("typed", ["000.00.18.H15", "H15.18-2306", "mã 230601-0001", "H15.18-231301-0001"])
def test_a_piece_of_a_code_is_told_apart(typed: str) -> None:
    found = find_dossier_code(typed)
    assert found is not None and found.owner == "broken"


@pytest.mark.parametrize(
    "text",
    ["làm khai sinh cần gì", "điện thoại 0905 123 456", "căn cước 066012345678", "quốc lộ 26 km 15", "ho so oo", ""],
)
def test_other_texts_hold_no_dossier_code(text: str) -> None:
    assert find_dossier_code(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.001193", "1.001193"),
        ("thủ tục 2.000635 lệ phí?", "2.000635"),
        ("mã 1,001193", "1.001193"),
        ("1. 001193", "1.001193"),
        ("1.001193.000.00.00.H15", "1.001193"),
        ("15.000.000 đồng", None),
        ("ngày 1.001193456", None),
        ("có 2 con", None),
    ],
)
def test_procedure_codes(text: str, code: str | None) -> None:
    assert find_procedure_code(text) == code


@given(st.text(max_size=300))
def test_no_text_breaks_the_search_for_codes(text: str) -> None:
    find_dossier_code(text)
    find_procedure_code(text)


@given(
    st.integers(0, 999), st.integers(0, 99), st.integers(1, 12), st.integers(1, 28), st.integers(0, 9999), st.booleans()
)
def test_the_written_form_is_found_as_it_is(
    unit: int, year: int, month: int, day: int, serial: int, national: bool
) -> None:
    agency = f"{unit:03}.00.18.H15" if national else f"H15.{unit}"
    code = f"{agency}-{year:02}{month:02}{day:02}-{serial:04}"
    assert find_dossier_code(f"Hồ sơ {code} đâu") == DossierCode(code, "province")
